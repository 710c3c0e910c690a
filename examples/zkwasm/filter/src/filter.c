// A low-pass filter over noisy samples, in fixed point. The samples stay private.
//
// A message is {"private_input":[n, s1, …, sn],"public_input":[sensor, limit]}: n samples, 1 to 10000, each below 2^32, of a
// pressure in pascals, say. The outputs are the highest smoothed value and the number of samples at which the smoothed
// value was above the limit. They stand in the proof's journal behind the public inputs; of the samples it says no more than
// that. Messages of which this does not hold have no proof.

#include <stdbool.h>
#include <stdint.h>

// What nodes offer to modules. Numbers have 64 bits.
#define HOST(name) __attribute__((import_module("env"), import_name(#name)))
HOST(wasm_input) uint64_t wasm_input(uint32_t is_public); // the next private (0) or public (1) input of the message
HOST(wasm_output) void wasm_output(uint64_t value);       // writes an output
HOST(require) void require(uint32_t condition);           // ends the program without a proof if condition is 0

enum {
	MOST = 10000,  // samples of a message
	FRACTION = 16, // bits behind the point
	WEIGHT = 3,    // a sample counts for 1/8, what was before for 7/8
};

static uint64_t sample(void)
{
	uint64_t s = wasm_input(false);
	require(s <= UINT32_MAX);
	return s << FRACTION;
}

__attribute__((export_name("zkmain"))) void zkmain(void)
{
	(void)wasm_input(true); // the sensor
	uint64_t limit = wasm_input(true);
	require(limit <= UINT32_MAX);
	limit <<= FRACTION;

	uint64_t samples = wasm_input(false);
	require(1 <= samples && samples <= MOST);
	uint64_t smooth = sample();
	uint64_t highest = smooth;
	uint64_t above = smooth > limit;
	for (uint64_t i = 1; i < samples; i++) {
		smooth += (sample() >> WEIGHT) - (smooth >> WEIGHT);
		if (smooth > highest)
			highest = smooth;
		above += smooth > limit;
	}
	wasm_output(highest >> FRACTION);
	wasm_output(above);
}
