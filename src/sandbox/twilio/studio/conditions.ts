/**
 * Whether a value fulfils a split's condition. Comparisons mind case (assumed, the harsher reading)
 * except the regular expression, which does not and must match the whole value (documented: the Split widget).
 */
export function isFulfilled(type: string, value: string, wanted: string): boolean {
  const compare = comparisons[type];
  return compare === undefined ? false : compare(value, wanted);
}

const comparisons: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  equal_to: (value, wanted) => value === wanted,
  not_equal_to: (value, wanted) => value !== wanted,
  matches_any_of: (value, wanted) => anyOf(wanted).includes(value.trim()),
  does_not_match_any_of: (value, wanted) => !anyOf(wanted).includes(value.trim()),
  contains: (value, wanted) => value.includes(wanted),
  does_not_contain: (value, wanted) => !value.includes(wanted),
  starts_with: (value, wanted) => value.startsWith(wanted),
  does_not_start_with: (value, wanted) => !value.startsWith(wanted),
  is_blank: (value) => value.trim() === "",
  is_not_blank: (value) => value.trim() !== "",
  regex: (value, wanted) => new RegExp(`^(?:${wanted})$`, "is").test(value),
  less_than: (value, wanted) => value.trim() !== "" && Number(value) < Number(wanted),
  greater_than: (value, wanted) => value.trim() !== "" && Number(value) > Number(wanted),
  is_before_date: (value, wanted) => Date.parse(value) < Date.parse(wanted),
  is_after_date: (value, wanted) => Date.parse(value) > Date.parse(wanted),
};

function anyOf(wanted: string): readonly string[] {
  return wanted.split(",").map((part) => part.trim());
}
