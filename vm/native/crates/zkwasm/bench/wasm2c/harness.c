/* What wasm2c's output needs to run freestanding on the emulator: memory at a fixed place, traps that stop. */
#define HARNESS
#include "module.h"
#include <string.h>

#define MEMORY ((uint8_t *)0x40000000)

uint32_t wasm_rt_call_stack_depth;

void wasm_rt_trap(wasm_rt_trap_t code) {
    (void)code;
    for (;;) __asm__ volatile("unimp");
}
const char *wasm_rt_strerror(wasm_rt_trap_t code) { (void)code; return ""; }
void wasm_rt_init(void) {}
bool wasm_rt_is_initialized(void) { return true; }
void wasm_rt_allocate_memory(wasm_rt_memory_t *m, uint32_t pages, uint32_t max) {
    m->data = MEMORY;
    m->pages = pages;
    m->max_pages = max;
    m->size = pages * 65536;
}
uint32_t wasm_rt_grow_memory(wasm_rt_memory_t *m, uint32_t delta) {
    uint32_t before = m->pages;
    m->pages += delta;
    m->size = m->pages * 65536;
    return before;
}
void wasm_rt_free_memory(wasm_rt_memory_t *m) { (void)m; }
static wasm_rt_funcref_t entries[256];
void wasm_rt_allocate_funcref_table(wasm_rt_funcref_table_t *t, uint32_t n, uint32_t max) {
    t->data = entries;
    t->size = n;
    t->max_size = max;
}
void wasm_rt_free_funcref_table(wasm_rt_funcref_table_t *t) { (void)t; }
uint32_t wasm_rt_register_func_type(uint32_t params, uint32_t results, ...) {
    /* Good enough for counting: types are never compared between modules here. */
    return params * 16 + results;
}
u64 Z_envZ_wasm_input(struct Z_env_instance_t *e, u32 p) { (void)e; (void)p; return 0; }
void Z_envZ_wasm_output(struct Z_env_instance_t *e, u64 v) { (void)e; (void)v; }

static Z_module_instance_t instance;

void init(void) {
    Z_module_init_module();
    Z_module_instantiate(&instance, 0);
}
u64 run(u32 program, u32 size) { return Z_moduleZ_run(&instance, program, size); }

void *memcpy(void *to, const void *from, size_t n) {
    uint8_t *t = to;
    const uint8_t *f = from;
    while (n--) *t++ = *f++;
    return to;
}
void *memset(void *to, int c, size_t n) {
    uint8_t *t = to;
    while (n--) *t++ = (uint8_t)c;
    return to;
}
void *memmove(void *to, const void *from, size_t n) {
    uint8_t *t = to;
    const uint8_t *f = from;
    if (t <= f) return memcpy(to, from, n);
    while (n--) t[n] = f[n];
    return to;
}
