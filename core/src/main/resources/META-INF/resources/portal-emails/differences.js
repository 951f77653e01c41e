/**
 * What differs between two texts, line by line: the longest common subsequence stays.
 *
 * @param {string} before
 * @param {string} after
 * @returns {{kind: "same"|"added"|"removed", text: string}[]}
 */
export function differences(before, after) {
  const lines = text => (text === "" ? [] : text.split("\n").slice(0, 600));
  const old = lines(before);
  const now = lines(after);
  const common = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) common[i][j] = old[i] === now[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
  }
  const found = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) { found.push({ kind: "same", text: old[i++] }); j++; }
    else if (j === now.length || (i < old.length && common[i + 1][j] >= common[i][j + 1])) found.push({ kind: "removed", text: old[i++] });
    else found.push({ kind: "added", text: now[j++] });
  }
  return found;
}
