//! SRS files: made, converted, checked; whatever is changed in one is found.

mod common;

use std::sync::OnceLock;

use common::devnet;
use halo2_axiom::SerdeFormat;
use halo2_axiom::halo2curves::bn256::{Bn256, Fq, Fr, G1, G1Affine, G2Affine};
use halo2_axiom::halo2curves::ff::{Field, PrimeField};
use halo2_axiom::halo2curves::group::Curve;
use halo2_axiom::halo2curves::group::prime::PrimeCurveAffine;
use halo2_axiom::halo2curves::serde::SerdeObject;
use halo2_axiom::poly::EvaluationDomain;
use halo2_axiom::poly::commitment::{Blind, Params as _, ParamsProver};
use halo2_axiom::poly::kzg::commitment::ParamsKZG;
use proptest::prelude::*;
use rand::SeedableRng;
use rand::rngs::StdRng;
use sprout_halo2::srs::{
    Params, Srs, SrsId, check, convert_halo2, convert_ptau, make_devnet, secret,
};

const K: u32 = 5;

fn rng(seed: u8) -> StdRng {
    StdRng::from_seed([seed; 32])
}

fn checked(file: &[u8]) -> Result<SrsId, sprout_abi::Failure> {
    let srs = Srs::open(file)?;
    check(&srs)?;
    Ok(srs.id)
}

/// Parameters commit to a polynomial in the same way by values and by coefficients.
fn commits(params: &Params) {
    let domain = EvaluationDomain::<Fr>::new(3, params.k());
    let values = (0..params.n()).map(|_| Fr::random(rng(7))).collect();
    let values = domain.lagrange_from_vec(values);
    let coefficients = domain.lagrange_to_coeff(values.clone());
    let by_values = params.commit_lagrange(&values, Blind::default());
    assert_eq!(by_values, params.commit(&coefficients, Blind::default()));
}

#[test]
fn devnet_srs_is_what_halo2_would_make_of_its_secret() {
    let file = devnet(K);
    let srs = Srs::open(&file[..]).expect("a good file");
    assert_eq!(checked(&file).expect("a good file"), srs.id);
    assert!(srs.id.is_unsafe());
    for k in 1..=K {
        let params = srs.params(k).expect("parameters");
        assert_eq!((params.k(), params.get_g().len()), (k, 1 << k));
        let powers = params.get_g().iter().enumerate();
        for (power, point) in powers {
            let expected: G1 = G1Affine::generator() * secret().pow_vartime([power as u64]);
            assert_eq!(point.to_curve(), expected);
        }
        commits(&params);
    }
    assert!(srs.params(K + 1).is_err());
    assert!(srs.params(0).is_err());
}

#[test]
fn an_srs_is_called_the_same_at_every_size() {
    let [small, large] = [2, 6].map(|k| Srs::open(&devnet(k)[..]).expect("a good file").id);
    assert_eq!(small, large);
    assert_eq!(
        small.to_string(),
        "c305361f599e0f660e4d1145e38222397e79516bb0d39492e95d22871a0fdf0a"
    );
}

#[test]
fn devnet_sizes_have_bounds() {
    for k in [0, 21, u32::MAX] {
        assert!(make_devnet(k, &mut Vec::new()).is_err());
    }
}

#[test]
fn any_flipped_byte_is_found() {
    let file = devnet(3);
    for at in 0..file.len() {
        let mut bad = file.clone();
        bad[at] ^= 1 << (at % 8);
        assert!(checked(&bad).is_err(), "byte {at}");
    }
    assert!(checked(&file[..file.len() - 1]).is_err());
    assert!(checked(&[&file[..], &[0]].concat()).is_err());
    assert!(checked(&[]).is_err());
}

/// A file whose digests are those of its points, but whose points are not powers of one secret.
#[test]
fn points_of_two_secrets_are_found_by_pairing() {
    let good = ParamsKZG::<Bn256>::setup(K, rng(1));
    let other = ParamsKZG::<Bn256>::setup(K, rng(2));
    let mut points = good.get_g().to_vec();
    points[17] = other.get_g()[17];
    let mixed = good.from_parts(K, points, None, good.g2(), good.s_g2());
    let failure =
        convert_halo2(&halo2_file(&mixed)[..], K, &mut Vec::new()).expect_err("mixed powers");
    assert!(failure.message.contains("no powers of one secret"), "{failure}");
    let mixed = good.from_parts(K, good.get_g().to_vec(), None, good.g2(), other.s_g2());
    assert!(convert_halo2(&halo2_file(&mixed)[..], K, &mut Vec::new()).is_err());
    let flat = good.from_parts(K, vec![G1Affine::generator(); 32], None, good.g2(), good.g2());
    assert!(convert_halo2(&halo2_file(&flat)[..], K, &mut Vec::new()).is_err(), "the secret one");
}

fn halo2_file(params: &Params) -> Vec<u8> {
    let mut file = Vec::new();
    params.write_custom(&mut file, SerdeFormat::RawBytes).expect("a vector can be written");
    file
}

#[test]
fn halo2_files_are_converted() {
    let original = ParamsKZG::<Bn256>::setup(K, rng(3));
    for max_k in [K, 3, 28] {
        let mut file = Vec::new();
        let (id, k) =
            convert_halo2(&halo2_file(&original)[..], max_k, &mut file).expect("it converts");
        assert_eq!(k, K.min(max_k));
        assert_eq!(checked(&file).expect("a good file"), id);
        assert!(!id.is_unsafe());
        let srs = Srs::open(&file[..]).expect("a good file");
        let params = srs.params(k).expect("parameters");
        assert_eq!(params.get_g(), &original.get_g()[..1 << k]);
        assert_eq!(params.s_g2(), original.s_g2());
        commits(&params);
    }
    let file = halo2_file(&original);
    assert!(convert_halo2(&file[..file.len() - 1], K, &mut Vec::new()).is_err());
    assert!(convert_halo2(&file[..], 0, &mut Vec::new()).is_err());
}

#[test]
fn the_devnet_secret_is_known_in_any_file() {
    let file = devnet(K);
    let params = Srs::open(&file[..]).and_then(|srs| srs.params(K)).expect("parameters");
    let mut converted = Vec::new();
    let (id, _) = convert_halo2(&halo2_file(&params)[..], K, &mut converted).expect("it converts");
    assert!(id.is_unsafe());
    assert_eq!(converted, file, "and is the same file");
}

/// A `.ptau` as snarkjs lays it out after a contribution, before phase 2 is prepared.
fn ptau(power: u32, secret: Fr) -> Vec<u8> {
    let powers =
        |count: usize| std::iter::successors(Some(Fr::ONE), move |s| Some(s * secret)).take(count);
    let (alpha, beta) = (Fr::random(rng(11)), Fr::random(rng(12)));
    let g1 = |scalar: Fr| (G1Affine::generator() * scalar).to_affine().to_raw_bytes();
    let g2 = |scalar: Fr| (G2Affine::generator() * scalar).to_affine().to_raw_bytes();
    let n = 1 << power;
    let mut order = (-Fq::ONE).to_repr();
    order[0] += 1;
    let mut header = 32u32.to_le_bytes().to_vec();
    header.extend_from_slice(&order);
    header.extend_from_slice(&power.to_le_bytes());
    header.extend_from_slice(&28u32.to_le_bytes());
    let sections = [
        header,
        powers(2 * n - 1).flat_map(g1).collect(),
        powers(n).flat_map(g2).collect(),
        powers(n).flat_map(|s| g1(s * alpha)).collect(),
        powers(n).flat_map(|s| g1(s * beta)).collect(),
        g2(beta),
        0u32.to_le_bytes().to_vec(),
    ];
    let mut file = b"ptau".to_vec();
    file.extend_from_slice(&1u32.to_le_bytes());
    file.extend_from_slice(&(sections.len() as u32).to_le_bytes());
    for (kind, section) in (1u32..).zip(sections) {
        file.extend_from_slice(&kind.to_le_bytes());
        file.extend_from_slice(&(section.len() as u64).to_le_bytes());
        file.extend_from_slice(&section);
    }
    file
}

#[test]
fn ptau_files_are_converted() {
    let original = ParamsKZG::<Bn256>::setup(K, rng(4));
    let secret = Fr::random(rng(4));
    let file = ptau(K, secret);
    let mut converted = Vec::new();
    let (id, k) = convert_ptau(&file[..], 28, &mut converted).expect("it converts");
    assert_eq!((k, checked(&converted).expect("a good file")), (K, id));
    let params = Srs::open(&converted[..]).and_then(|srs| srs.params(K)).expect("parameters");
    assert_eq!(params.get_g(), original.get_g());
    assert_eq!(params.s_g2(), original.s_g2());

    let mut smaller = Vec::new();
    assert_eq!(convert_ptau(&file[..], 3, &mut smaller).expect("it converts"), (id, 3));
    assert_eq!(checked(&smaller).expect("a good file"), id);
}

/// Files that snarkjs 0.7.5 wrote: `powersoftau new bn128 3`, `contribute`, `prepare phase2`.
#[test]
fn files_of_snarkjs_are_converted() {
    let files = [&include_bytes!("data/phase1.ptau")[..], include_bytes!("data/phase2.ptau")];
    let converted = files.map(|file| {
        let mut converted = Vec::new();
        let (id, k) = convert_ptau(file, 28, &mut converted).expect("it converts");
        assert_eq!((k, checked(&converted).expect("a good file")), (3, id));
        converted
    });
    assert_eq!(converted[0], converted[1], "the preparation of phase 2 changes no power");
    // Section 12 of the prepared file holds the Lagrange points of every size, smallest first.
    let end = converted[0].len() - 7 * 32;
    let lagrange = &converted[0][end - 8 * 64..end];
    let found = files[1].windows(lagrange.len()).any(|window| window == lagrange);
    assert!(found, "snarkjs has other Lagrange points");
}

/// What is read counts; what is not (contributions, the upper half of the powers) changes nothing.
#[test]
fn ptau_files_that_were_changed_are_refused_or_the_same() {
    let file = ptau(3, Fr::random(rng(5)));
    let mut converted = Vec::new();
    convert_ptau(&file[..], 28, &mut converted).expect("it converts");
    let mut refused = 0;
    for at in 0..file.len() {
        let mut bad = file.clone();
        bad[at] ^= 1 << (at % 8);
        let mut other = Vec::new();
        match convert_ptau(&bad[..], 28, &mut other) {
            Ok(_) => assert_eq!(other, converted, "byte {at}"),
            Err(_) => refused += 1,
        }
    }
    assert!(refused > 8 * 64 + 2 * 128, "{refused} bytes count");
    assert!(convert_ptau(&file[..file.len() / 2], 28, &mut Vec::new()).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        static PTAU: OnceLock<Vec<u8>> = OnceLock::new();
        let file = PTAU.get_or_init(|| ptau(2, Fr::random(rng(6))));
        prop_assert!(checked(&bytes).is_err());
        prop_assert!(convert_halo2(&bytes[..], 4, &mut Vec::new()).is_err());
        prop_assert!(convert_ptau(&bytes[..], 4, &mut Vec::new()).is_err());
        let mut mixed = file.clone();
        for (at, byte) in bytes.chunks_exact(3).map(|c| (usize::from(u16::from_le_bytes([c[0], c[1]])), c[2])) {
            let len = mixed.len();
            mixed[at % len] = byte;
        }
        let _ = convert_ptau(&mixed[..], 4, &mut Vec::new());
    }
}
