//! Signs texts, one on a line, by Rensa's own R-MinHash kernel without its Python binding: 128 permutations over
//! 8-word shingles. Prints texts per CPU second of the signing alone.
use rensa::RMinHash;
use std::time::Duration;

const PERMUTATIONS: usize = 128;
const SIZE: usize = 8;

/// Words stand one space apart, so a shingle is a part of the text: nothing is copied.
fn list_shingles<'text>(text: &'text str, words: &mut Vec<(usize, usize)>) -> impl Iterator<Item = &'text str> {
  words.clear();
  for word in text.split_ascii_whitespace() {
    let at = word.as_ptr() as usize - text.as_ptr() as usize;
    words.push((at, at + word.len()));
  }
  let size = SIZE.min(words.len()).max(1);
  let ranges: Vec<(usize, usize)> = words.windows(size).map(|window| (window[0].0, window[size - 1].1)).collect();
  ranges.into_iter().map(move |(from, to)| &text[from..to])
}

fn cpu_time() -> Duration {
  let stat = std::fs::read_to_string("/proc/self/schedstat").expect("Linux");
  Duration::from_nanos(stat.split(' ').next().and_then(|word| word.parse().ok()).expect("nanoseconds"))
}

fn main() {
  let mut arguments = std::env::args().skip(1);
  let path = arguments.next().expect("a file of texts");
  let count: usize = arguments.next().and_then(|word| word.parse().ok()).expect("how many texts");
  let file = std::fs::read_to_string(path).expect("a file of texts");
  let texts: Vec<&str> = file.lines().take(count).collect();
  let mut words = Vec::new();
  let mut sum = 0u64;
  let start = cpu_time();
  for text in &texts {
    let mut minhash = RMinHash::new(PERMUTATIONS, 1).expect("permutations");
    minhash.update_iter(list_shingles(text, &mut words));
    sum += u64::from(minhash.digest()[0]);
  }
  let seconds = (cpu_time() - start).as_secs_f64();
  println!("{{\"texts\": {}, \"sum\": {}}}", texts.len() as f64 / seconds, sum);
}
