// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {EnodeBonds} from "../src/EnodeBonds.sol";
import {ProjectRegistry} from "../src/ProjectRegistry.sol";
import {TaskSettlement} from "../src/TaskSettlement.sol";
import {ZnodeStaking} from "../src/ZnodeStaking.sol";
import {IProjectRegistry} from "../src/interfaces/IProjectRegistry.sol";
import {IProofVerifier} from "../src/interfaces/IProofVerifier.sol";
import {ISettlementReceiver} from "../src/interfaces/ISettlementReceiver.sol";
import {ITaskSettlement} from "../src/interfaces/ITaskSettlement.sol";
import {IVerifierRouter} from "../src/interfaces/IVerifierRouter.sol";
import {Attestations} from "../src/libraries/Attestations.sol";
import {Signature, Tasks} from "../src/libraries/Tasks.sol";
import {VerifierRouter} from "../src/verifiers/VerifierRouter.sol";
import {Vm} from "./SproutTest.sol";

/// @notice Takes "valid" for a proof of one program, whatever the public values.
contract WordVerifier is IProofVerifier {
    bytes32 public immutable PROGRAM;
    bytes32 private immutable WORD;

    constructor(bytes32 program, string memory word) {
        PROGRAM = program;
        WORD = keccak256(bytes(word));
    }

    function verify(bytes32 programId, bytes calldata, bytes calldata proof) external view {
        if (programId != PROGRAM) revert UnknownProgram(programId);
        if (keccak256(proof) != WORD) revert InvalidProof();
    }
}

/// @notice A network whose znodes stake, with one project that five of them serve, and what its people sign.
abstract contract SettlementTest {
    Vm internal constant VM = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    string internal constant VERSION = "1.0";
    bytes32 internal constant PROGRAM = keccak256("program");
    bytes4 internal constant ATTESTED = 0x61747465;
    bytes4 internal constant PROVED = 0x70726f76;
    bytes4 internal constant FIELD = 0x6669656c;
    bytes32 internal constant PROVED_PROGRAM = keccak256("proved program");
    bytes32 internal constant FIELD_PROGRAM = keccak256("circuit");
    uint32 internal constant RISC0 = 1 << 1;

    uint256 internal constant MINIMUM = 100 ether;
    uint256 internal constant ENODE_BOND = 10 ether;
    uint256 internal constant DELAY = 7 days;
    uint256 internal constant FEE = 1 ether;
    uint8 internal constant QUORUM = 3;
    uint256 internal constant ENODE_KEY = 0xE0DE;

    address internal immutable owner = _address("project owner");
    address internal immutable znodeOwner = _address("znode owner");
    address internal immutable admin = _address("router owner");
    address internal immutable guardian = _address("guardian");
    address internal immutable burner = _address("slash beneficiary");
    address internal immutable stranger = _address("stranger");
    address internal immutable enode = VM.addr(ENODE_KEY);

    ProjectRegistry internal registry;
    EnodeBonds internal bonds;
    ZnodeStaking internal staking;
    VerifierRouter internal router;
    TaskSettlement internal settlement;
    uint64 internal projectId;
    // Five znodes in ascending order of their addresses.
    uint256[5] internal keys;
    address[5] internal znodes;

    function setUp() public virtual {
        VM.warp(1_700_000_000);
        registry = new ProjectRegistry(DELAY);
        bonds = new EnodeBonds(ENODE_BOND, DELAY, burner);
        staking = new ZnodeStaking(registry, MINIMUM, DELAY, burner);
        router = new VerifierRouter(admin, guardian);
        settlement = new TaskSettlement(registry, staking, bonds, router);
        _add(ATTESTED, staking, IVerifierRouter.Kind.Attested);
        _add(PROVED, new WordVerifier(PROVED_PROGRAM, "valid"), IVerifierRouter.Kind.Journal);
        _add(FIELD, new WordVerifier(FIELD_PROGRAM, "valid"), IVerifierRouter.Kind.Field);
        _makeProject();
        _makeZnodes();
        VM.deal(stranger, 1000 ether);
        Signature memory consent = _sign(ENODE_KEY, bonds.consentHash(enode, stranger));
        VM.prank(stranger);
        bonds.register{value: ENODE_BOND}(enode, consent);
    }

    function _makeProject() private {
        VM.deal(owner, 10_000 ether);
        VM.prank(owner);
        projectId = registry.createProject("ipfs://file", keccak256("file"));
        VM.prank(owner);
        registry.setAttributes(projectId, _attributes());
        VM.prank(owner);
        registry.setFee(projectId, FEE);
        VM.prank(owner);
        registry.deposit{value: 1000 ether}(projectId);
        VM.prank(owner);
        registry.addEnode(projectId, enode);
        _accept(PROGRAM, ATTESTED);
        _accept(PROVED_PROGRAM, PROVED);
        _accept(FIELD_PROGRAM, FIELD);
    }

    function _add(bytes4 selector, IProofVerifier verifier, IVerifierRouter.Kind kind) internal {
        VM.prank(admin);
        router.add(selector, verifier, kind);
    }

    function _accept(bytes32 program, bytes4 selector) internal {
        VM.prank(owner);
        registry.acceptProgram(projectId, VERSION, program, selector);
    }

    function _makeZnodes() private {
        for (uint256 i = 0; i < 5; ++i) {
            keys[i] = 0x20de + i;
        }
        for (uint256 i = 0; i < 5; ++i) {
            for (uint256 j = i + 1; j < 5; ++j) {
                if (VM.addr(keys[j]) < VM.addr(keys[i])) (keys[i], keys[j]) = (keys[j], keys[i]);
            }
            znodes[i] = VM.addr(keys[i]);
            _register(keys[i], MINIMUM);
            VM.prank(znodes[i]);
            staking.join(projectId, znodes[i]);
        }
    }

    function _attributes() internal view returns (IProjectRegistry.Attributes memory) {
        return IProjectRegistry.Attributes({
            settlement: address(settlement),
            requiredZnodes: 5,
            redundancy: 1,
            quorum: QUORUM,
            runtimes: RISC0,
            provingSeconds: 600,
            open: true
        });
    }

    /// @dev Registers a znode whose stake belongs to `znodeOwner`.
    function _register(uint256 key, uint256 amount) internal returns (address operator) {
        operator = VM.addr(key);
        Signature memory consent = _sign(key, staking.consentHash(operator, znodeOwner));
        VM.deal(znodeOwner, znodeOwner.balance + amount);
        VM.prank(znodeOwner);
        staking.register{value: amount}(operator, _peerId(key), RISC0, consent);
    }

    /// @dev The peer id of an ed25519 key: an identity multihash of 38 bytes.
    function _peerId(uint256 key) internal pure returns (bytes memory) {
        return abi.encodePacked(hex"002408011220", keccak256(abi.encode(key)));
    }

    function _job() internal view returns (ITaskSettlement.Job memory) {
        return ITaskSettlement.Job(projectId, VERSION, PROGRAM);
    }

    function _header(uint64 sequence) internal pure returns (Tasks.Header memory) {
        return Tasks.Header(sequence, 1_700_000_000_123, 3, 1000, keccak256(abi.encode("root", sequence)));
    }

    function _digest(uint64 sequence) internal view returns (bytes32) {
        return _digest(projectId, sequence);
    }

    /// @dev Written out, so that the library is not tested against itself.
    function _digest(uint64 project, uint64 sequence) internal view returns (bytes32) {
        return sha256(
            abi.encodePacked(
                bytes16("sprout/task/v1"),
                uint64(block.chainid),
                project,
                sequence,
                uint64(1_700_000_000_123),
                uint32(3),
                uint32(1000),
                keccak256(abi.encode("root", sequence)),
                uint16(bytes(VERSION).length),
                VERSION
            )
        );
    }

    function _output(uint64 sequence) internal pure returns (bytes memory) {
        return abi.encode("output", sequence);
    }

    function _journal(uint64 sequence) internal view returns (bytes memory) {
        return abi.encode(uint256(1), block.chainid, uint256(projectId), _digest(sequence), _output(sequence));
    }

    /// @dev A task as the enode signed it, with its result.
    function _task(uint64 sequence) internal view returns (ITaskSettlement.Task memory) {
        return ITaskSettlement.Task({
            header: _header(sequence),
            enodeSignature: _signTask(ENODE_KEY, sequence, _digest(sequence)),
            receiptDigest: keccak256(abi.encode("receipt", sequence)),
            receiptCid: "bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq",
            output: _output(sequence)
        });
    }

    function _tasks(uint64 first, uint256 count) internal view returns (ITaskSettlement.Task[] memory tasks) {
        tasks = new ITaskSettlement.Task[](count);
        for (uint256 i = 0; i < count; ++i) {
            tasks[i] = _task(first + uint64(i));
        }
    }

    function _signTask(uint256 key, uint64 sequence, bytes32 digest) internal view returns (Signature memory) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId)"),
                keccak256("Sprout"),
                keccak256("1"),
                block.chainid
            )
        );
        bytes32 task = keccak256(
            abi.encode(keccak256("Task(uint64 projectId,uint64 sequence,bytes32 digest)"), projectId, sequence, digest)
        );
        return _sign(key, keccak256(abi.encodePacked(hex"1901", domain, task)));
    }

    function _leaf(bytes32 taskDigest, bytes32 journalDigest) internal view returns (bytes32) {
        return Attestations.leaf(projectId, taskDigest, PROGRAM, journalDigest);
    }

    function _root(uint64 first, uint256 count) internal view returns (bytes32) {
        bytes32[] memory leaves = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            uint64 sequence = first + uint64(i);
            leaves[i] = _leaf(_digest(sequence), sha256(_journal(sequence)));
        }
        return Attestations.root(leaves);
    }

    function _attest(uint256 key, address settler, bytes32 root) internal view returns (Signature memory) {
        return _sign(key, staking.attestationHash(projectId, settler, root));
    }

    /// @dev Signatures of the znodes `from`, `from` + 1 and so on.
    function _quorum(address settler, bytes32 root, uint256 from, uint256 count)
        internal
        view
        returns (Signature[] memory signatures)
    {
        signatures = new Signature[](count);
        for (uint256 i = 0; i < count; ++i) {
            signatures[i] = _attest(keys[from + i], settler, root);
        }
    }

    function _quorum(bytes32 root) internal view returns (Signature[] memory) {
        return _quorum(znodes[0], root, 0, QUORUM);
    }

    /// @dev The first znode settles tasks that three znodes attested.
    function _settle(uint64 first, uint256 count) internal {
        ITaskSettlement.Task[] memory tasks = _tasks(first, count);
        Signature[] memory signatures = _quorum(_root(first, count));
        VM.prank(znodes[0]);
        settlement.settleAttested(_job(), tasks, signatures);
    }

    function _settlementOf(uint64 sequence, bytes32 program, bytes memory publicValues)
        internal
        view
        returns (ISettlementReceiver.Settlement memory)
    {
        ITaskSettlement.Task memory task = _task(sequence);
        return ISettlementReceiver.Settlement(
            projectId,
            sequence,
            _digest(sequence),
            program,
            znodes[0],
            task.receiptDigest,
            task.receiptCid,
            publicValues
        );
    }

    function _sign(uint256 key, bytes32 hash) internal pure returns (Signature memory) {
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(key, hash);
        return Signature(r, bytes32(uint256(s) | uint256(v - 27) << 255));
    }

    function _address(string memory name) internal pure returns (address) {
        return address(uint160(uint256(keccak256(bytes(name)))));
    }

    /// @dev Like forge-std's bound: maps a fuzzed value into [low, high].
    function _bound(uint256 value, uint256 low, uint256 high) internal pure returns (uint256) {
        return value >= low && value <= high ? value : low + value % (high - low + 1);
    }
}
