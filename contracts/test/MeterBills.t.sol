// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {SproutReceiver} from "../src/SproutReceiver.sol";
import {MeterBills} from "../src/examples/MeterBills.sol";
import {ITaskBook} from "../src/interfaces/ITaskBook.sol";
import {ZkWasmOutput} from "../src/libraries/ZkWasmOutput.sol";
import {SproutTest, Vm} from "./SproutTest.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

contract MeterBillsTest is SproutTest {
    bytes32 internal constant PROGRAM = keccak256("program");
    bytes32 internal constant MODULE = keccak256("module");
    uint64 internal constant TARIFF = 30;

    /// @notice What a message comes to.
    struct Bill {
        uint64 device;
        uint64 consumption;
        uint64 amount;
    }

    MeterBills internal bills;
    // Numbers the tasks that are submitted.
    uint256 internal task;

    function setUp() public override {
        super.setUp();
        bills = new MeterBills(address(router), projectId, owner, MODULE, TARIFF);
        VM.prank(owner);
        router.register(projectId, address(bills));
        VM.prank(owner);
        bills.acceptProgram(PROGRAM);
    }

    function test_KnowsItsPlace() public view {
        VM.assertEq(bills.router(), address(router));
        VM.assertEq(bills.projectId(), projectId);
        VM.assertEq(bills.owner(), owner);
        VM.assertEq(bills.module(), MODULE);
        VM.assertEq(bills.tariff(), TARIFF);
    }

    function test_ATaskBillsEveryMessage() public {
        bytes memory output = _head(3);
        output = bytes.concat(output, _run(7, 100, 3000), _run(8, 0, 0), _run(7, 5, 150));
        VM.expectEmit(address(bills));
        emit MeterBills.Billed(7, bytes32(uint256(1)), 100, 3000);
        VM.expectEmit(address(bills));
        emit MeterBills.Billed(8, bytes32(uint256(1)), 0, 0);
        VM.expectEmit(address(bills));
        emit MeterBills.Billed(7, bytes32(uint256(1)), 5, 150);
        _settle(output);
        _knows(7, 2, 105, 3150);
        _knows(8, 1, 0, 0);
        _knows(9, 0, 0, 0);

        _settle(bytes.concat(_head(1), _run(8, 2, 60)));
        _knows(7, 2, 105, 3150);
        _knows(8, 2, 2, 60);
    }

    function testFuzz_AccountsAreSums(Bill[] calldata list, uint8 devices) public {
        VM.assume(list.length <= 40);
        bytes memory output = _head(list.length);
        uint64 several = uint64(devices % 5) + 1;
        for (uint256 i = 0; i < list.length; ++i) {
            output = bytes.concat(output, _run(list[i].device % several, list[i].consumption, list[i].amount));
        }
        _settle(output);
        for (uint64 device = 0; device < several; ++device) {
            (uint256 count, uint256 consumption, uint256 due) = (0, 0, 0);
            for (uint256 i = 0; i < list.length; ++i) {
                if (list[i].device % several != device) continue;
                ++count;
                consumption += list[i].consumption;
                due += list[i].amount;
            }
            _knows(device, count, consumption, due);
        }
    }

    function test_NoTaskIsBilledTwice() public {
        bytes memory payload = _payload(bytes32(uint256(77)), bytes.concat(_head(1), _run(7, 100, 3000)));
        VM.prank(operator);
        router.submit(projectId, address(bills), payload);
        VM.prank(operator);
        router.submit(projectId, address(bills), payload);
        _knows(7, 1, 100, 3000);
    }

    /// @dev If one message of a task cannot be billed, none is.
    function test_RevertWhen_TheProofIsOfSomethingElse() public {
        bytes memory good = _run(7, 100, 3000);
        _refuses(
            bytes.concat(abi.encode(uint256(1), keccak256("other"), uint256(1)), good),
            abi.encodeWithSelector(MeterBills.WrongModule.selector, keccak256("other"), MODULE)
        );
        bytes memory cheap = abi.encode(uint256(2), uint256(8), TARIFF - 1, uint256(2), uint256(1), TARIFF - 1);
        _refuses(
            bytes.concat(_head(2), good, cheap),
            abi.encodeWithSelector(MeterBills.WrongTariff.selector, 8, TARIFF - 1, TARIFF)
        );
        bytes memory fewer = abi.encode(uint256(1), uint256(8), uint256(2), uint256(1), TARIFF);
        _refuses(bytes.concat(_head(2), good, fewer), abi.encodeWithSelector(MeterBills.WrongRun.selector, 1, 1, 2));
        bytes memory more = abi.encode(uint256(2), uint256(8), TARIFF, uint256(3), uint256(1), TARIFF, TARIFF);
        _refuses(bytes.concat(_head(2), more, good), abi.encodeWithSelector(MeterBills.WrongRun.selector, 0, 2, 3));
        _refuses(bytes.concat(_head(2), good), abi.encodeWithSelector(ZkWasmOutput.OutputTooShort.selector, 9));
        _knows(7, 0, 0, 0);
    }

    function test_RevertWhen_ProgramOrSenderIsAStranger() public {
        VM.prank(stranger);
        VM.expectRevert(abi.encodeWithSelector(SproutReceiver.NotRouter.selector, stranger, address(router)));
        bills.receiveData(_payload(bytes32(uint256(1)), _head(0)));
        VM.prank(owner);
        bills.revokeProgram(PROGRAM);
        _refuses(_head(0), abi.encodeWithSelector(ITaskBook.ProgramNotAccepted.selector, PROGRAM));
    }

    function test_Gas() public {
        bytes memory payload = _payload(bytes32(uint256(1)), bytes.concat(_head(2), _run(7, 100, 3000), _run(8, 1, 30)));
        VM.prank(operator);
        router.submit(projectId, address(bills), payload);
        VM.snapshotGasLastCall("gas", "submit two bills");
        _knows(8, 1, 1, 30);
    }

    function _head(uint256 messages) private pure returns (bytes memory) {
        return abi.encode(uint256(1), MODULE, messages);
    }

    function _run(uint64 device, uint64 consumption, uint64 amount) private pure returns (bytes memory) {
        return abi.encode(uint256(2), device, TARIFF, uint256(2), consumption, amount);
    }

    function _knows(uint64 device, uint256 count, uint256 consumption, uint256 due) private view {
        MeterBills.Account memory account = bills.accountOf(device);
        VM.assertEq(account.bills, count);
        VM.assertEq(account.consumption, consumption);
        VM.assertEq(account.due, due);
    }

    function _payload(bytes32 digest, bytes memory output) private view returns (bytes memory) {
        bytes memory journal = abi.encode(uint256(1), block.chainid, uint256(projectId), digest, output);
        return abi.encode(journal, PROGRAM, bytes32(0), "bafkreceipt");
    }

    /// @dev Submits a new task and expects it to be billed.
    function _settle(bytes memory output) private {
        bytes32 digest = bytes32(++task);
        bytes memory payload = _payload(digest, output);
        VM.prank(operator);
        router.submit(projectId, address(bills), payload);
        VM.assertTrue(bills.isSettled(digest), "task not settled");
    }

    /// @dev Submits a new task and expects it to be refused for the reason.
    function _refuses(bytes memory output, bytes memory reason) private {
        bytes32 digest = bytes32(++task);
        bytes memory payload = _payload(digest, output);
        VM.recordLogs();
        VM.prank(operator);
        router.submit(projectId, address(bills), payload);
        // Forge also records what reverted calls logged; the router speaks last.
        Vm.Log[] memory logs = VM.getRecordedLogs();
        (bool success, string memory given) = abi.decode(logs[logs.length - 1].data, (bool, string));
        VM.assertFalse(success);
        VM.assertEq(given, Strings.toHexString(reason));
        VM.assertFalse(bills.isSettled(digest));
    }
}
