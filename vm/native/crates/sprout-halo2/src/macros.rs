//! The macro that makes a circuit a front end.

/// Exports a circuit as a Sprout front end when compiled to WebAssembly; natively it does nothing.
///
/// The argument is a function `fn circuit(messages: &[Message]) -> (impl Circuit<Fr>, Vec<Vec<Fr>>)`: the
/// circuit for these messages, and its public values column by column. Which cells the circuit assigns,
/// its fixed values, selectors and copies must not depend on the messages; only values may. That shape is
/// recorded with no messages at all, or with the samples given as `sample = [...]`.
///
/// ```
/// # use sprout_halo2::{halo2_proofs::{circuit::*, plonk::*}, Fr, Message};
/// # #[derive(Clone)] struct Empty;
/// # impl Circuit<Fr> for Empty {
/// #     type Config = (); type FloorPlanner = SimpleFloorPlanner; type Params = ();
/// #     fn without_witnesses(&self) -> Self { Empty }
/// #     fn configure(_: &mut ConstraintSystem<Fr>) {}
/// #     fn synthesize(&self, _: (), _: impl Layouter<Fr>) -> Result<(), Error> { Ok(()) }
/// # }
/// fn circuit(messages: &[Message]) -> (impl Circuit<Fr>, Vec<Vec<Fr>>) {
///     // ...
/// #   let _ = messages; (Empty, vec![])
/// }
///
/// sprout_halo2::front_end!(circuit, sample = [r#"{"celsius":21}"#]);
/// # fn main() {}
/// ```
#[macro_export]
macro_rules! front_end {
    ($circuit:path) => {
        $crate::front_end!($circuit, sample = []);
    };
    ($circuit:path, sample = [$($sample:expr),* $(,)?]) => {
        #[cfg(target_os = "wasi")]
        const _: () = {
            const SAMPLE: &[&str] = &[$($sample),*];

            #[unsafe(no_mangle)]
            extern "C" fn sprout_halo2_abi() -> i32 {
                $crate::front_end::ABI
            }

            #[unsafe(no_mangle)]
            extern "C" fn sprout_halo2_alloc(length: i32) -> i32 {
                $crate::front_end::alloc(length)
            }

            #[unsafe(no_mangle)]
            extern "C" fn sprout_halo2_configure() -> i32 {
                $crate::front_end::run(|| $crate::front_end::configure($circuit, SAMPLE))
            }

            #[unsafe(no_mangle)]
            extern "C" fn sprout_halo2_structure() -> i32 {
                $crate::front_end::run(|| $crate::front_end::structure($circuit, SAMPLE))
            }

            #[unsafe(no_mangle)]
            extern "C" fn sprout_halo2_witness(phase: i32, input: i32, length: i32) -> i32 {
                $crate::front_end::run(|| {
                    $crate::front_end::witness($circuit, phase, input, length)
                })
            }
        };
    };
}
