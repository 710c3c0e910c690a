// Compiles a generated verifier with npm's solc: Solidity on standard input, on standard output
//   {"solc", "deployedBytes", "calldataBytes", "bytecode"}
// the size of what is deployed, the length of public values and proof together, and the creation code, which takes no
// arguments. SPROUT_SOLC names the folder of the npm package; without it node looks for it as for any. Exit code 3 says
// that the source is none that can be deployed.
//
// The same source gives the same bytes anywhere: nothing of this machine is part of the input.
//
// Generated verifiers are one block of assembly that lays out memory itself, from 0x80 on. The optimizer of Yul must not
// touch it: with it the stack is too deep, and through the IR solc moves variables to memory, which the verifier notices
// by the free memory pointer, so that what is left of it is a contract that always reverts.
const solc = require(process.env.SPROUT_SOLC || "solc");

const LARGEST = 24576; // EIP-170

const source = require("node:fs").readFileSync(0, "utf8");
const input = {
  language: "Solidity",
  sources: { "Verifier.sol": { content: source } },
  settings: {
    evmVersion: "cancun",
    optimizer: { enabled: true, runs: 10000, details: { yul: false } },
    viaIR: false,
    metadata: { bytecodeHash: "none", appendCBOR: false },
    outputSelection: { "*": { "*": ["evm.bytecode.object", "evm.deployedBytecode.object"] } },
  },
};

function compile() {
  const { contracts = {}, errors = [] } = JSON.parse(solc.compile(JSON.stringify(input)));
  for (const error of errors) console.error(error.formattedMessage);
  if (errors.some((error) => error.severity === "error")) return null;
  const found = Object.values(contracts["Verifier.sol"] ?? {});
  if (found.length !== 1) {
    console.error(`the source has ${found.length} contracts, a generated verifier is one`);
    return null;
  }
  const { bytecode, deployedBytecode } = found[0].evm;
  const deployedBytes = deployedBytecode.object.length / 2;
  if (deployedBytes > LARGEST) {
    console.error(`the verifier has ${deployedBytes} bytes, contracts may have ${LARGEST}: use fewer columns, lookups or rotations`);
    return null;
  }
  const calldata = source.match(/eq\(calldatasize\(\), (0x[0-9a-f]+)\)/);
  if (!calldata) {
    console.error("the source does not check the length of what it is given: it is no verifier of Sprout's");
    return null;
  }
  return { solc: solc.version(), deployedBytes, calldataBytes: Number(calldata[1]), bytecode: `0x${bytecode.object}` };
}

const compiled = compile();
if (compiled) process.stdout.write(JSON.stringify(compiled, null, 2) + "\n");
else process.exitCode = 3;
