/**
 * Grafana's dashboard as the makers of Grafana type it. Their enums are values of a library; here they are the texts
 * that stand in the JSON, so that nothing of it is loaded.
 */
import type * as schema from '@grafana/schema';

/** `ThresholdsMode.Absolute` may be written `'absolute'`, at any depth. */
type Written<Type> = Type extends string
  ? `${Type}`
  : Type extends (infer Item)[]
    ? Written<Item>[]
    : Type extends object
      ? { [Name in keyof Type]: Written<Type[Name]> }
      : Type;

export type Dashboard = Written<schema.Dashboard>;
export type Panel = Written<schema.Panel>;
export type RowPanel = Written<schema.RowPanel>;
export type Variable = Written<schema.VariableModel>;
export type Link = Written<schema.DashboardLink>;
export type FieldDefaults = Written<schema.FieldConfig>;
export type GraphField = Written<schema.GraphFieldConfig>;
export type Legend = Written<schema.VizLegendOptions>;
export type Tooltip = Written<schema.VizTooltipOptions>;
export type Annotation = Written<schema.AnnotationQuery>;
