//! A small circuit with a gate, a lookup, copies and two instance columns, and a place to run contracts.
#![allow(dead_code, reason = "every test file uses its own part of this")]

pub mod library;
pub mod recorded;

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use halo2_axiom::circuit::{Layouter, SimpleFloorPlanner, Value};
use halo2_axiom::halo2curves::bn256::{Bn256, Fr};
use halo2_axiom::plonk::{
    Advice, Circuit, Column, ConstraintSystem, Error, Fixed, Instance, Selector, TableColumn,
    create_proof, keygen_pk, keygen_vk,
};
use halo2_axiom::poly::Rotation;
use halo2_axiom::poly::kzg::multiopen::ProverSHPLONK;
use halo2_axiom::transcript::TranscriptWriterBuffer;
use rand::rngs::OsRng;
use revm::context::TxEnv;
use revm::context::result::{ExecutionResult, Output};
use revm::database::InMemoryDB;
use revm::primitives::{Address, TxKind};
use revm::{Context, ExecuteCommitEvm, MainBuilder, MainContext};
use sprout_halo2::keys::Key;
use sprout_halo2::proof::{Challenge, Scheme, Transcript};
use sprout_halo2::srs::{Params, Srs, make_devnet};

/// log2 of the rows the circuit needs.
pub const K: u32 = 6;

/// Knows `a` below 16 and `b` with (a · b)² · 4 = c; c and b + 1 are public.
#[derive(Clone, Default)]
pub struct Small {
    pub a: Value<u64>,
    pub b: Value<u64>,
}

#[derive(Clone)]
pub struct Config {
    advice: [Column<Advice>; 3],
    constant: Column<Fixed>,
    public: [Column<Instance>; 2],
    multiply: Selector,
    ranged: Selector,
    table: TableColumn,
}

impl Small {
    pub fn new(a: u64, b: u64) -> (Self, Vec<Vec<Fr>>) {
        let c = 4 * (a * b) * (a * b);
        (
            Self { a: Value::known(a), b: Value::known(b) },
            vec![vec![Fr::from(c)], vec![Fr::from(b + 1)]],
        )
    }
}

impl Circuit<Fr> for Small {
    type Config = Config;
    type FloorPlanner = SimpleFloorPlanner;
    type Params = ();

    fn without_witnesses(&self) -> Self {
        Self::default()
    }

    fn configure(meta: &mut ConstraintSystem<Fr>) -> Config {
        let advice = [(); 3].map(|()| meta.advice_column());
        let public = [(); 2].map(|()| meta.instance_column());
        let constant = meta.fixed_column();
        let table = meta.lookup_table_column();
        let (multiply, ranged) = (meta.selector(), meta.complex_selector());
        advice.iter().for_each(|column| meta.enable_equality(*column));
        public.iter().for_each(|column| meta.enable_equality(*column));
        meta.create_gate("multiply", |meta| {
            let [a, b, c] = advice.map(|column| meta.query_advice(column, Rotation::cur()));
            let next = meta.query_advice(advice[0], Rotation::next());
            let constant = meta.query_fixed(constant, Rotation::cur());
            let on = meta.query_selector(multiply);
            vec![on.clone() * (a * b - c.clone()), on * (next - c * constant)]
        });
        meta.lookup("range", |meta| {
            let on = meta.query_selector(ranged);
            vec![(on * meta.query_advice(advice[0], Rotation::cur()), table)]
        });
        Config { advice, constant, public, multiply, ranged, table }
    }

    fn synthesize(&self, config: Config, mut layouter: impl Layouter<Fr>) -> Result<(), Error> {
        layouter.assign_table(
            || "sixteen",
            |mut table| {
                (0..16).try_for_each(|row| {
                    table.assign_cell(
                        || "",
                        config.table,
                        row,
                        || Value::known(Fr::from(row as u64)),
                    )
                })
            },
        )?;
        let [first, second] = layouter.assign_region(
            || "",
            |mut region| {
                let [a, b, c] = config.advice;
                config.multiply.enable(&mut region, 0)?;
                config.ranged.enable(&mut region, 0)?;
                config.multiply.enable(&mut region, 1)?;
                region.assign_fixed(config.constant, 0, Fr::one());
                region.assign_fixed(config.constant, 1, Fr::from(4));
                let field = |value: Value<u64>| value.map(Fr::from);
                let product = self.a.zip(self.b).map(|(a, b)| a * b);
                region.assign_advice(a, 0, field(self.a));
                let _ = region.assign_advice(b, 0, field(self.b)).cell();
                region.assign_advice(c, 0, field(product));
                let x = region.assign_advice(a, 1, field(product)).cell();
                let y = region.assign_advice(b, 1, field(product)).cell();
                region.constrain_equal(x, y);
                region.assign_advice(c, 1, field(product.map(|x| x * x)));
                let out = region.assign_advice(a, 2, field(product.map(|x| 4 * x * x))).cell();
                let next = region.assign_advice(b, 2, field(self.b.map(|b| b + 1))).cell();
                Ok([out, next])
            },
        )?;
        layouter.constrain_instance(first, config.public[0], 0);
        layouter.constrain_instance(second, config.public[1], 0);
        Ok(())
    }
}

/// The devnet's SRS, as a file.
pub fn devnet(k: u32) -> Vec<u8> {
    let mut file = Vec::new();
    make_devnet(k, &mut file).expect("the devnet's SRS can be made");
    file
}

/// Its parameters for 2^k rows.
pub fn params(k: u32) -> Params {
    let file = devnet(k);
    Srs::open(&file[..]).and_then(|srs| srs.params(k)).expect("the SRS is good")
}

/// A proof of any circuit, as the library makes those of replayed ones.
pub fn prove<C: Circuit<Fr>>(
    params: &Params,
    key: &Key,
    circuit: C,
    instances: &[Vec<Fr>],
) -> Vec<u8> {
    let columns: Vec<&[Fr]> = instances.iter().map(Vec::as_slice).collect();
    let mut transcript = Transcript::<Vec<u8>>::init(Vec::new());
    create_proof::<Scheme, ProverSHPLONK<'_, Bn256>, Challenge, _, _, _>(
        params,
        key,
        &[circuit],
        &[&columns],
        OsRng,
        &mut transcript,
    )
    .expect("a proof can be made");
    transcript.finalize()
}

/// Keys of the small circuit.
pub fn keys(params: &Params) -> Key {
    let circuit = Small::default();
    let vk = keygen_vk(params, &circuit).expect("a verifying key can be made");
    keygen_pk(params, vk, &circuit).expect("a proving key can be made")
}

fn contracts() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../../contracts"))
}

/// Compiles a contract as it is when it is published; none, and a loud word about it, where there is no compiler.
pub fn compile(source: &str) -> Option<Vec<u8>> {
    if !contracts().join("node_modules/solc").exists() {
        eprintln!(
            "NOTICE: npm's solc is not installed: NOT TESTED whether contracts verify proofs"
        );
        return None;
    }
    let run = Command::new("node")
        .arg(contracts().join("compile-verifier"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut run) = run else {
        eprintln!("NOTICE: node is not installed: NOT TESTED whether contracts verify proofs");
        return None;
    };
    let mut stdin = run.stdin.take().expect("stdin is piped");
    stdin.write_all(source.as_bytes()).expect("the compiler reads");
    drop(stdin);
    let output = run.wait_with_output().expect("the compiler ends");
    assert!(output.status.success(), "the contract compiles");
    let answer: serde_json::Value =
        serde_json::from_slice(&output.stdout).expect("the compiler answers in JSON");
    let code = answer["bytecode"].as_str().expect("bytecode is text");
    Some(hex::decode(&code[2..]).expect("bytecode is hexadecimal"))
}

/// A chain with one contract.
pub struct Chain {
    db: InMemoryDB,
    contract: Address,
    /// Gas of the deployment.
    pub deployment: u64,
    /// Bytes of the contract.
    pub size: usize,
}

impl Chain {
    pub fn deploy(code: Vec<u8>) -> Self {
        let mut evm = Context::mainnet().with_db(InMemoryDB::default()).build_mainnet();
        let tx = TxEnv {
            gas_limit: 16_000_000,
            kind: TxKind::Create,
            data: code.into(),
            ..Default::default()
        };
        let result = evm.transact_commit(tx).expect("the transaction is valid");
        let ExecutionResult::Success {
            output: Output::Create(code, Some(contract)), gas_used, ..
        } = result
        else {
            panic!("contract cannot be deployed: {result:?}");
        };
        Self {
            db: evm.ctx.journaled_state.database,
            contract,
            deployment: gas_used,
            size: code.len(),
        }
    }

    /// Gas of a transaction that has the contract verify `calldata`; none when it reverts.
    pub fn verify(&self, calldata: Vec<u8>) -> Option<u64> {
        let mut evm = Context::mainnet().with_db(self.db.clone()).build_mainnet();
        let tx = TxEnv {
            gas_limit: 16_000_000,
            kind: TxKind::Call(self.contract),
            data: calldata.into(),
            nonce: 1,
            ..Default::default()
        };
        match evm.transact_commit(tx).expect("the transaction is valid") {
            ExecutionResult::Success { gas_used, .. } => Some(gas_used),
            ExecutionResult::Revert { .. } => None,
            ExecutionResult::Halt { reason, .. } => panic!("contract halts: {reason:?}"),
        }
    }
}
