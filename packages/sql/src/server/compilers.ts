/** Kysely's compilers, and what SQLite takes beside what they write. */
import type { BinaryOperationNode } from 'kysely';
import {
  MysqlQueryCompiler,
  OperatorNode,
  PostgresQueryCompiler,
  PrimitiveValueListNode,
  ValueListNode,
} from 'kysely';

export class PostgresCompiler extends PostgresQueryCompiler {
  protected override visitBinaryOperation(node: BinaryOperationNode): void {
    const known = ofEmptyList(node);
    if (known === null) super.visitBinaryOperation(node);
    else this.append(known);
  }
}

export class MysqlCompiler extends MysqlQueryCompiler {
  protected override visitBinaryOperation(node: BinaryOperationNode): void {
    const known = ofEmptyList(node);
    if (known === null) super.visitBinaryOperation(node);
    else this.append(known);
  }
}

/** `in ()` is SQLite's alone: nothing is in an empty list, and everything is outside of it. */
function ofEmptyList({ operator, rightOperand: list }: BinaryOperationNode): string | null {
  if (!OperatorNode.is(operator)) return null;
  if (!PrimitiveValueListNode.is(list) && !ValueListNode.is(list)) return null;
  if (list.values.length > 0) return null;
  if (operator.operator === 'in') return '(1 = 0)';
  return operator.operator === 'not in' ? '(1 = 1)' : null;
}
