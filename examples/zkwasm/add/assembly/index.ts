// Two private numbers whose sum is public, as Sprout 0.6 had it.
//
// A message is {"private_input":[a, b],"public_input":[sum]}. There are no outputs: that there is a proof says that the
// prover knows two numbers that add up to the public one. Numbers have 64 bits, and sums wrap.

// What nodes offer to modules.
@external("env", "wasm_input")
declare function wasm_input(is_public: u32): u64; // the next private (0) or public (1) input of the message
@external("env", "require")
declare function require(condition: u32): void; // ends the program without a proof if the condition is 0

/** Where the module begins, once for each message. */
export function zkmain(): void {
  const a = wasm_input(0);
  const b = wasm_input(0);
  const sum = wasm_input(1);
  require(u32(a + b == sum));
}
