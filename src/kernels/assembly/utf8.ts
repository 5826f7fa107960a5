/**
 * Whether the bytes are UTF-8: Keiser and Lemire, "Validating UTF-8 in less than one instruction per byte" (2021). What can
 * be wrong with two bytes in a row is a bit, and the three tables below, asked for both halves of the first byte and the
 * upper half of the second, all set it. Whether a third or fourth byte has to follow is looked up apart.
 */
export function isUtf8(p: usize, end: usize): bool {
  let before = i8x16.splat(0);
  let wrong = i8x16.splat(0);
  for (let at = p; at <= end; at += 16) {
    let bytes = v128.load(at);
    if (end - at < 16) bytes = v128.and(bytes, toFirst(end - at));
    wrong = v128.or(wrong, findWrong(before, bytes));
    before = bytes;
  }
  return !v128.any_true(wrong);
}

/** The zeros that stand for what is behind the end make a sequence wrong that is cut short. */
function toFirst(count: usize): v128 {
  return i8x16.lt_u(i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), i8x16.splat(<i8>count));
}

function findWrong(before: v128, bytes: v128): v128 {
  const first = i8x16.shuffle(before, bytes, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
  const second = i8x16.shuffle(before, bytes, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
  const third = i8x16.shuffle(before, bytes, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28);
  const ofFirst = v128.and(
    i8x16.swizzle(
      i8x16(2, 2, 2, 2, 2, 2, 2, 2, -128, -128, -128, -128, 0x21, 0x01, 0x15, 0x49),
      i8x16.shr_u(first, 4),
    ),
    i8x16.swizzle(
      i8x16(-25, -93, -125, -125, -117, -53, -53, -53, -53, -53, -53, -53, -53, -37, -53, -53),
      v128.and(first, i8x16.splat(15)),
    ),
  );
  const ofSecond = i8x16.swizzle(
    i8x16(1, 1, 1, 1, 1, 1, 1, 1, -26, -82, -70, -70, 1, 1, 1, 1),
    i8x16.shr_u(bytes, 4),
  );
  const goesOn = v128.or(
    i8x16.sub_sat_u(second, i8x16.splat(0x60)),
    i8x16.sub_sat_u(third, i8x16.splat(0x70)),
  );
  return v128.xor(v128.and(goesOn, i8x16.splat(-128)), v128.and(ofFirst, ofSecond));
}
