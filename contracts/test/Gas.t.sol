// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {HeatingAllowance} from "../src/examples/HeatingAllowance.sol";
import {WeatherInsurance} from "../src/examples/WeatherInsurance.sol";
import {Halo2Test, WordVerifier} from "./Halo2Receiver.t.sol";

/// @notice What each call costs in gas, beside the transaction's own 21,000 and its data. Kept in snapshots/.
contract GasTest is Halo2Test {
    bytes32 internal constant STATION = "seattle";

    WeatherInsurance internal insurance;

    function setUp() public override {
        super.setUp();
        insurance = new WeatherInsurance(address(router), projectId, owner, 28);
        VM.prank(owner);
        router.register(projectId, address(insurance));
        VM.prank(owner);
        insurance.acceptProgram(PROGRAM);
        VM.deal(owner, 100 ether);
        VM.prank(owner);
        insurance.fund{value: 100 ether}();
    }

    function test_Registries() public {
        VM.prank(owner);
        registrar.createProject("ipfs://bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq", HASH);
        _snapshot("createProject");
        VM.prank(owner);
        registrar.updateProject(projectId, "ipfs://bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq", HASH);
        _snapshot("updateProject");
        VM.prank(stranger);
        nodes.register(stranger);
        _snapshot("register node");
        VM.prank(owner);
        fleet.allow(projectId, 2);
        _snapshot("allow");
    }

    function test_Settlement() public {
        VM.prank(owner);
        insurance.offer(STATION, 201_201, 1000, uint64(block.timestamp + 1), uint64(block.timestamp + 2));
        _snapshot("offer");
        VM.deal(stranger, 2 ether);
        VM.prank(stranger);
        insurance.buy{value: 1 ether}(STATION, 201_201);
        _snapshot("buy");
        VM.prank(stranger);
        insurance.buy{value: 1 ether}(STATION, 201_201);
        _snapshot("buy again");

        bytes memory payload = _payload();
        VM.prank(operator);
        router.submit(projectId, address(insurance), payload);
        _snapshot("submit");
        VM.prank(operator);
        router.submit(projectId, address(insurance), payload);
        _snapshot("submit again, refused");
        VM.prank(stranger);
        insurance.claim(STATION, 201_201);
        _snapshot("claim");
    }

    /// @dev Without the verification itself, which depends on the circuit.
    function test_VerifiedSettlement() public {
        HeatingAllowance allowance = new HeatingAllowance(router, projectId, owner, stranger, 1e15, 28);
        WordVerifier verifier = new WordVerifier(PROGRAM);
        VM.prank(owner);
        allowance.acceptProgram(PROGRAM, verifier);
        _snapshot("accept program");
        bytes memory header = _header(1);
        uint256[] memory values = new uint256[](6);
        (values[0], values[1], values[2]) = (201_201, 31, 8200);
        (values[3], values[4], values[5]) = (728, 567, 4);
        bytes memory payload = _payload(header, _inputs(header, values));
        VM.prank(operator);
        allowance.receiveData(payload);
        _snapshot("receive verified month");
    }

    function _payload() private view returns (bytes memory) {
        bytes memory report = abi.encode(
            STATION, uint256(201_201), uint256(31), uint256(1733), int256(128), int256(-71), true, uint256(5000), 0
        );
        bytes memory journal = abi.encode(uint256(1), block.chainid, uint256(projectId), HASH, report);
        return abi.encode(journal, PROGRAM, HASH, "bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq");
    }

    function _snapshot(string memory name) private {
        VM.snapshotGasLastCall("gas", name);
    }
}
