//! The macro that emits the exported functions.

/// Exports the C ABI for an [`Engine`](crate::Engine). Use it once per dynamic library.
#[macro_export]
macro_rules! export_prover {
    ($engine:ty) => {
        mod sprout_exports {
            use std::ffi::c_void;

            use $crate::shim::{self, Listener};
            use $crate::{Engine, SproutBuffer, SproutProgress, signature};

            use super::*;

            /// See prover.h.
            #[unsafe(no_mangle)]
            pub extern "C" fn sprout_abi_version() -> u32 {
                $crate::ABI_VERSION
            }

            /// See prover.h.
            ///
            /// # Safety
            /// The caller keeps the memory treaty (TREATY.md).
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn sprout_describe(out: *mut SproutBuffer) -> i32 {
                // SAFETY: the caller keeps the memory treaty.
                unsafe {
                    shim::call::<$engine, 0>([], Listener::NONE, out, |_, _| {
                        <$engine as Engine>::describe()
                    })
                }
            }

            /// See prover.h.
            ///
            /// # Safety
            /// The caller keeps the memory treaty (TREATY.md).
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn sprout_check_program(
                program: *const u8,
                program_len: usize,
                options: *const u8,
                options_len: usize,
                out: *mut SproutBuffer,
            ) -> i32 {
                let inputs = [
                    ("program", program, program_len),
                    ("options", options, options_len),
                ];
                // SAFETY: the caller keeps the memory treaty.
                unsafe {
                    shim::call::<$engine, 2>(
                        inputs,
                        Listener::NONE,
                        out,
                        |[program, options], _| {
                            <$engine as Engine>::check_program(program, options)
                        },
                    )
                }
            }

            /// See prover.h.
            ///
            /// # Safety
            /// The caller keeps the memory treaty (TREATY.md).
            #[unsafe(no_mangle)]
            #[allow(clippy::too_many_arguments)]
            pub unsafe extern "C" fn sprout_execute(
                program: *const u8,
                program_len: usize,
                options: *const u8,
                options_len: usize,
                input: *const u8,
                input_len: usize,
                callback: SproutProgress,
                user: *mut c_void,
                out: *mut SproutBuffer,
            ) -> i32 {
                let inputs = [
                    ("program", program, program_len),
                    ("options", options, options_len),
                    ("input", input, input_len),
                ];
                let listener = Listener { callback, user };
                // SAFETY: the caller keeps the memory treaty.
                unsafe {
                    shim::call::<$engine, 3>(
                        inputs,
                        listener,
                        out,
                        |[program, options, input], progress| {
                            <$engine as Engine>::execute(program, options, input, progress)
                        },
                    )
                }
            }

            /// See prover.h.
            ///
            /// # Safety
            /// The caller keeps the memory treaty (TREATY.md).
            #[unsafe(no_mangle)]
            #[allow(clippy::too_many_arguments)]
            pub unsafe extern "C" fn sprout_prove(
                program: *const u8,
                program_len: usize,
                options: *const u8,
                options_len: usize,
                input: *const u8,
                input_len: usize,
                callback: SproutProgress,
                user: *mut c_void,
                receipt: *mut SproutBuffer,
                info: *mut SproutBuffer,
            ) -> i32 {
                let inputs = [
                    ("program", program, program_len),
                    ("options", options, options_len),
                    ("input", input, input_len),
                ];
                let listener = Listener { callback, user };
                // SAFETY: the caller keeps the memory treaty.
                unsafe { shim::prove::<$engine>(inputs, listener, receipt, info) }
            }

            /// See prover.h.
            ///
            /// # Safety
            /// The caller keeps the memory treaty (TREATY.md).
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn sprout_verify(
                receipt: *const u8,
                receipt_len: usize,
                options: *const u8,
                options_len: usize,
                out: *mut SproutBuffer,
            ) -> i32 {
                let inputs = [
                    ("receipt", receipt, receipt_len),
                    ("options", options, options_len),
                ];
                // SAFETY: the caller keeps the memory treaty.
                unsafe {
                    shim::call::<$engine, 2>(
                        inputs,
                        Listener::NONE,
                        out,
                        |[receipt, options], _| <$engine as Engine>::verify(receipt, options),
                    )
                }
            }

            /// See prover.h.
            ///
            /// # Safety
            /// The caller keeps the memory treaty (TREATY.md).
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn sprout_free(buffer: *mut SproutBuffer) {
                // SAFETY: the caller keeps the memory treaty.
                unsafe { shim::free(buffer) }
            }

            // The header is written from these types: what is exported must be what it says.
            const _: signature::sprout_abi_version = sprout_abi_version;
            const _: signature::sprout_describe = sprout_describe;
            const _: signature::sprout_check_program = sprout_check_program;
            const _: signature::sprout_execute = sprout_execute;
            const _: signature::sprout_prove = sprout_prove;
            const _: signature::sprout_verify = sprout_verify;
            const _: signature::sprout_free = sprout_free;
        }
    };
}
