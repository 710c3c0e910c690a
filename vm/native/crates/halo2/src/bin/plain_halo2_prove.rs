//! The same proofs with nothing of Sprout around them: halo2-axiom's own prover on the circuit, compiled natively.
//!
//! `plain-halo2-prove K SRS MESSAGES [ROUNDS]` makes keys for the circuit of examples/halo2/sensors and proves a JSON
//! array of messages some times. It prints the milliseconds that keys and each proof took, on the clock and of
//! processors. Benchmarks compare the library's path with it.

use std::time::Instant;

use halo2_axiom::halo2curves::bn256::{Bn256, Fr};
use halo2_axiom::plonk::{create_proof, keygen_pk, keygen_vk};
use halo2_axiom::poly::kzg::multiopen::ProverSHPLONK;
use halo2_axiom::transcript::TranscriptWriterBuffer;
use rand::rngs::OsRng;
use sprout_halo2::proof::{Challenge, Scheme, Transcript, verify};
use sprout_halo2::srs::Srs;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [k, srs, messages, rest @ ..] = args.as_slice() else {
        return Err("usage: plain-halo2-prove K SRS MESSAGES [ROUNDS]".into());
    };
    let srs = std::fs::read(srs)?;
    let params = Srs::open(&srs[..])?.params(k.parse()?)?;
    let texts: Vec<String> = serde_json::from_slice(&std::fs::read(messages)?)?;
    let messages: Vec<sprout_halo2_author::Message> = texts
        .into_iter()
        .map(|text| sprout_halo2_author::Message { data: text.into_bytes() })
        .collect();
    let rounds = rest.first().map_or(Ok(1), |text| text.parse::<u32>())?;

    let start = Watch::start();
    let (empty, _) = halo2_sensors::circuit(&[]);
    let vk = keygen_vk(&params, &empty)?;
    let key = keygen_pk(&params, vk, &empty)?;
    let (keys_ms, keys_cpu_ms) = start.milliseconds();

    let (mut proofs_ms, mut proofs_cpu_ms) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let start = Watch::start();
        let (circuit, instances) = halo2_sensors::circuit(&messages);
        let columns: Vec<&[Fr]> = instances.iter().map(Vec::as_slice).collect();
        let mut transcript = Transcript::<Vec<u8>>::init(Vec::new());
        create_proof::<Scheme, ProverSHPLONK<'_, Bn256>, Challenge, _, _, _>(
            &params,
            &key,
            &[circuit],
            &[&columns],
            OsRng,
            &mut transcript,
        )?;
        let proof = transcript.finalize();
        verify(&params, key.get_vk(), &instances, &proof)?;
        let (wall, processors) = start.milliseconds();
        proofs_ms.push(wall);
        proofs_cpu_ms.push(processors);
    }
    let figures = serde_json::json!({
        "keys_ms": keys_ms,
        "keys_cpu_ms": keys_cpu_ms,
        "proofs_ms": proofs_ms,
        "proofs_cpu_ms": proofs_cpu_ms,
    });
    println!("{figures}");
    Ok(())
}

/// Time since a moment, on the clock and of processors.
struct Watch(Instant, f64);

impl Watch {
    fn start() -> Self {
        Self(Instant::now(), processor_seconds())
    }

    fn milliseconds(&self) -> (f64, f64) {
        let round = |seconds: f64| (seconds * 10_000.0).round() / 10.0;
        (round(self.0.elapsed().as_secs_f64()), round(processor_seconds() - self.1))
    }
}

/// Processor time of this process so far, user and system.
fn processor_seconds() -> f64 {
    // SAFETY: all zeros is a value of this plain struct, and the call fills it.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        libc::getrusage(libc::RUSAGE_SELF, &mut usage);
        usage
    };
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    seconds(usage.ru_utime) + seconds(usage.ru_stime)
}
