// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IProjectFleet} from "../src/interfaces/IProjectFleet.sol";
import {IProjectRegistry} from "../src/interfaces/IProjectRegistry.sol";
import {SettlementTest} from "./SettlementTest.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

contract ProjectFleetTest is SettlementTest {
    uint256 private constant NEW_KEY = 0xbeef;
    uint256 private constant FLEET_LIMIT = 64;

    function test_WaitingUntilEnoughHaveJoined() public {
        _isIn(IProjectFleet.State.Serving, 5, 5);
        VM.expectEmit(address(staking));
        emit IProjectFleet.Left(projectId, znodes[2]);
        VM.expectEmit(address(staking));
        emit IProjectFleet.StateChanged(projectId, IProjectFleet.State.Waiting, 4, 5);
        VM.prank(znodes[2]);
        staking.leave(projectId, znodes[2]);
        _isIn(IProjectFleet.State.Waiting, 4, 5);

        VM.expectEmit(address(staking));
        emit IProjectFleet.Joined(projectId, znodes[2]);
        VM.expectEmit(address(staking));
        emit IProjectFleet.StateChanged(projectId, IProjectFleet.State.Serving, 5, 5);
        VM.prank(znodeOwner);
        staking.join(projectId, znodes[2]);
        _isIn(IProjectFleet.State.Serving, 5, 5);
    }

    function test_ProjectWithoutAttributesWaits() public {
        VM.prank(owner);
        uint64 other = registry.createProject("ipfs://other", keccak256("other"));
        (IProjectFleet.State state, uint256 count, uint256 required) = staking.stateOf(other);
        VM.assertTrue(state == IProjectFleet.State.Waiting);
        VM.assertEq(count + required, 0);
        VM.prank(znodes[0]);
        VM.expectRevert(abi.encodeWithSelector(IProjectFleet.NotAdmitted.selector, other, znodes[0]));
        staking.join(other, znodes[0]);
        VM.prank(owner);
        staking.admit(other, znodes[0]);
        VM.prank(znodes[0]);
        VM.expectRevert(abi.encodeWithSelector(IProjectFleet.ZnodeUnfit.selector, other, znodes[0]));
        staking.join(other, znodes[0]);
    }

    /// @dev What makes a znode unfit shows in the views at once, and in events after `refresh`.
    function test_UnfitZnodesDoNotCount() public {
        VM.prank(znodeOwner);
        staking.unstake(znodes[0], 1);
        _isIn(IProjectFleet.State.Waiting, 4, 5);
        VM.assertFalse(staking.isMember(projectId, znodes[0]));
        VM.assertEq(staking.fleetOf(projectId).length, 4);

        VM.expectEmit(address(staking));
        emit IProjectFleet.Left(projectId, znodes[0]);
        VM.expectEmit(address(staking));
        emit IProjectFleet.StateChanged(projectId, IProjectFleet.State.Waiting, 4, 5);
        VM.prank(stranger);
        staking.refresh(projectId);
        _isIn(IProjectFleet.State.Waiting, 4, 5);

        VM.prank(znodes[1]);
        staking.setRuntimes(znodes[1], RISC0 << 1);
        _isIn(IProjectFleet.State.Waiting, 3, 5);
        VM.prank(znodes[1]);
        VM.expectRevert(abi.encodeWithSelector(IProjectFleet.ZnodeUnfit.selector, projectId, znodes[1]));
        staking.join(projectId, znodes[1]);
    }

    function test_AttributesMoveTheState() public {
        IProjectRegistry.Attributes memory attributes = _attributes();
        attributes.requiredZnodes = 6;
        VM.prank(owner);
        registry.setAttributes(projectId, attributes);
        _isIn(IProjectFleet.State.Waiting, 5, 6);
        VM.expectEmit(address(staking));
        emit IProjectFleet.StateChanged(projectId, IProjectFleet.State.Waiting, 5, 6);
        staking.refresh(projectId);

        attributes.runtimes = RISC0 | 1 << 7;
        attributes.requiredZnodes = 3;
        VM.prank(owner);
        registry.setAttributes(projectId, attributes);
        _isIn(IProjectFleet.State.Waiting, 0, 3);
    }

    function test_RefreshTellsOnlyChanges() public {
        VM.recordLogs();
        staking.refresh(projectId);
        VM.assertEq(VM.getRecordedLogs().length, 0);
    }

    function test_ClosedProjectAdmits() public {
        IProjectRegistry.Attributes memory attributes = _attributes();
        attributes.open = false;
        VM.prank(owner);
        registry.setAttributes(projectId, attributes);
        address newcomer = _register(NEW_KEY, MINIMUM);
        VM.prank(newcomer);
        VM.expectRevert(abi.encodeWithSelector(IProjectFleet.NotAdmitted.selector, projectId, newcomer));
        staking.join(projectId, newcomer);

        VM.expectEmit(address(staking));
        emit IProjectFleet.Admitted(projectId, newcomer);
        VM.prank(owner);
        staking.admit(projectId, newcomer);
        VM.recordLogs();
        VM.prank(owner);
        staking.admit(projectId, newcomer);
        VM.assertEq(VM.getRecordedLogs().length, 0);
        VM.prank(newcomer);
        staking.join(projectId, newcomer);
        _isIn(IProjectFleet.State.Serving, 6, 5);

        VM.expectEmit(address(staking));
        emit IProjectFleet.Expelled(projectId, newcomer);
        VM.expectEmit(address(staking));
        emit IProjectFleet.Left(projectId, newcomer);
        VM.prank(owner);
        staking.expel(projectId, newcomer);
        VM.assertTrue(staking.admissionOf(projectId, newcomer) == IProjectFleet.Admission.Expelled);
        VM.assertFalse(staking.isMember(projectId, newcomer));
    }

    /// @dev An open project is not open to whom its owner has expelled, until it is admitted.
    function test_ExpelledZnodesStayOut() public {
        VM.prank(owner);
        staking.expel(projectId, znodes[0]);
        _isIn(IProjectFleet.State.Waiting, 4, 5);
        VM.prank(znodes[0]);
        VM.expectRevert(abi.encodeWithSelector(IProjectFleet.NotAdmitted.selector, projectId, znodes[0]));
        staking.join(projectId, znodes[0]);
        VM.prank(owner);
        staking.admit(projectId, znodes[0]);
        VM.prank(znodes[0]);
        staking.join(projectId, znodes[0]);
        _isIn(IProjectFleet.State.Serving, 5, 5);

        // Whoever has not joined can be told in advance.
        address newcomer = _register(NEW_KEY, MINIMUM);
        VM.prank(owner);
        staking.expel(projectId, newcomer);
        VM.prank(newcomer);
        VM.expectRevert(abi.encodeWithSelector(IProjectFleet.NotAdmitted.selector, projectId, newcomer));
        staking.join(projectId, newcomer);
    }

    function test_RevertWhen_JoiningTwiceOrLeavingNothing() public {
        VM.prank(znodes[0]);
        VM.expectRevert(abi.encodeWithSelector(IProjectFleet.AlreadyJoined.selector, projectId, znodes[0]));
        staking.join(projectId, znodes[0]);
        VM.prank(znodes[0]);
        VM.expectRevert(abi.encodeWithSelector(IProjectFleet.NotJoined.selector, projectId + 1, znodes[0]));
        staking.leave(projectId + 1, znodes[0]);
    }

    function testFuzz_RevertWhen_CallerHasNoRight(address caller) public {
        VM.assume(caller != owner && caller != znodes[0] && caller != znodeOwner);
        VM.prank(caller);
        VM.expectRevert(abi.encodeWithSelector(IProjectFleet.NotProjectOwner.selector, projectId, caller));
        staking.admit(projectId, caller);
        VM.prank(caller);
        VM.expectRevert(abi.encodeWithSelector(IProjectFleet.NotProjectOwner.selector, projectId, caller));
        staking.expel(projectId, znodes[0]);
        VM.prank(caller);
        VM.expectRevert(abi.encodeWithSelector(IProjectFleet.NotOperator.selector, znodes[0], caller));
        staking.join(projectId, znodes[0]);
        VM.prank(caller);
        VM.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 9));
        staking.admit(9, caller);
    }

    /// @dev Whoever never registered is nobody's operator, not even its own.
    function test_RevertWhen_Unregistered() public {
        VM.prank(stranger);
        VM.expectRevert(abi.encodeWithSelector(IProjectFleet.ZnodeUnfit.selector, projectId, stranger));
        staking.join(projectId, stranger);
        VM.expectRevert(abi.encodeWithSelector(IProjectFleet.NotMember.selector, projectId, stranger));
        staking.payeeOf(projectId, stranger);
    }

    function test_RevertWhen_FleetIsFull() public {
        for (uint256 i = 5; i < FLEET_LIMIT; ++i) {
            address operator = _register(0x10000 + i, MINIMUM);
            VM.prank(operator);
            staking.join(projectId, operator);
        }
        _isIn(IProjectFleet.State.Serving, FLEET_LIMIT, 5);
        address late = _register(NEW_KEY, MINIMUM);
        VM.prank(late);
        VM.expectRevert(abi.encodeWithSelector(IProjectFleet.FleetFull.selector, projectId, FLEET_LIMIT));
        staking.join(projectId, late);
        // The place of one that is no longer fit is free.
        VM.prank(znodeOwner);
        staking.unstake(znodes[3], MINIMUM);
        VM.prank(late);
        staking.join(projectId, late);
        VM.assertTrue(staking.isMember(projectId, late));
    }

    function test_PayeeIsTheOwnerOfTheStake() public view {
        VM.assertEq(staking.payeeOf(projectId, znodes[4]), znodeOwner);
    }

    function _isIn(IProjectFleet.State expected, uint256 expectedCount, uint256 expectedRequired) private view {
        (IProjectFleet.State state, uint256 count, uint256 required) = staking.stateOf(projectId);
        VM.assertTrue(state == expected);
        VM.assertEq(count, expectedCount);
        VM.assertEq(required, expectedRequired);
        VM.assertEq(staking.fleetOf(projectId).length, expectedCount);
    }
}
