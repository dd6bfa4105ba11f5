import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressName } from './address.ts';
import { SLOTS, slotOf } from './slots.ts';
import { joinViews, readNodes } from './topology.ts';

const asked = { host: '10.0.0.9', port: 6379 };
const nodes = (lines: string) => readNodes(lines, asked, false);
const line = (id: string, port: number, flags: string, epoch: number, slots: string) =>
  `${id} 10.0.0.1:${port}@1${port},host-${port} ${flags} - 0 0 ${epoch} connected ${slots}`;

test('the slot of a key is that of its tag, and the known ones are right', () => {
  assert.equal(slotOf('123456789'), 0x31c3);
  assert.equal(slotOf('foo'), 12_182);
  assert.equal(slotOf('fanfare:home:{7}'), slotOf('7'));
  assert.equal(slotOf('fanfare:token:{a}'), slotOf('fanfare:token:{a}:revoked'));
  assert.equal(slotOf('{}a'), slotOf('{}a'));
  assert.notEqual(slotOf('{}a'), slotOf('{}b'), 'an empty tag is none');
  assert.equal(slotOf('a{b}{c}'), slotOf('b'));
});

test('masters are read with their slots; replicas, the dead without slots and slots on the move are not', () => {
  const text = [
    line('a', 1, 'myself,master', 1, '0-5460 5462 [77->-b]'),
    line('b', 2, 'master,fail', 2, '5461 5463-16383'),
    line('c', 3, 'slave', 2, ''),
    line('d', 4, 'master,fail', 3, ''),
    line('e', 5, 'handshake,master', 3, '1'),
    line('f', 6, 'master', 0, ''),
  ].join('\n');
  const { masters, owners } = joinViews([nodes(text)]);
  assert.deepEqual(masters.map(({ id, address }) => `${id} ${addressName(address)}`).toSorted(), [
    'a 10.0.0.1:1',
    'b 10.0.0.1:2',
    'f 10.0.0.1:6',
  ]);
  const ownerOf = (slot: number) => masters[owners[slot] ?? -1]?.id;
  assert.deepEqual([0, 77, 5460, 5461, 5462, 16_383].map(ownerOf), ['a', 'a', 'a', 'b', 'a', 'b']);
});

test('with TLS a server goes by its name, and one that does not know its address by the one asked', () => {
  const text = line('a', 1, 'master', 1, '0');
  assert.equal(addressName(readNodes(text, asked, true)[0]?.address ?? asked), 'host-1:1');
  const unknown = 'a :7000@17000 myself,master - 0 0 1 connected 0-16383';
  assert.equal(addressName(nodes(unknown)[0]?.address ?? asked), '10.0.0.9:7000');
});

test('of two that claim a slot the higher epoch is right, whoever is asked first', () => {
  const old = nodes(line('a', 1, 'myself,master', 1, '0-16383'));
  const now = nodes([line('a', 1, 'slave', 7, ''), line('b', 2, 'myself,master', 7, '0-16383')].join('\n'));
  for (const views of [
    [old, now],
    [now, old],
  ]) {
    const { masters, owners } = joinViews(views);
    assert.equal(masters[owners[100] ?? -1]?.id, 'b');
  }
  assert.equal(joinViews([[]]).owners.filter((owner) => owner === -1).length, SLOTS);
});
