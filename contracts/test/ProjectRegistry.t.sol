// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ProjectRegistrar} from "../src/ProjectRegistrar.sol";
import {ProjectRegistry} from "../src/ProjectRegistry.sol";
import {IProjectFunds} from "../src/interfaces/IProjectFunds.sol";
import {IProjectRegistrar} from "../src/interfaces/IProjectRegistrar.sol";
import {IProjectRegistry} from "../src/interfaces/IProjectRegistry.sol";
import {ProjectRegistrarTest} from "./ProjectRegistrar.t.sol";
import {SettlementTest} from "./SettlementTest.sol";

/// @notice All that is true of a ProjectRegistrar is true of a ProjectRegistry.
contract ProjectRegistryAsRegistrarTest is ProjectRegistrarTest {
    function _newRegistrar() internal override returns (ProjectRegistrar) {
        return new ProjectRegistry(1 days);
    }
}

contract ProjectRegistryTest is SettlementTest {
    function test_Attributes() public {
        IProjectRegistry.Attributes memory attributes = _attributes();
        attributes.provingSeconds = 60;
        VM.expectEmit(address(registry));
        emit IProjectRegistry.AttributesChanged(projectId, attributes);
        VM.prank(owner);
        registry.setAttributes(projectId, attributes);
        VM.assertEq(abi.encode(registry.attributesOf(projectId)), abi.encode(attributes));
        VM.assertEq(registry.quorumOf(projectId), QUORUM);
        VM.assertEq(registry.quorumOf(projectId + 1), 0);
    }

    function testFuzz_RevertWhen_AttributesAreInvalid(uint8 what, uint16 required) public {
        IProjectRegistry.Attributes memory attributes = _attributes();
        attributes.requiredZnodes = uint16(_bound(required, 1, 64));
        (attributes.redundancy, attributes.quorum) = (1, 1);
        if (what % 7 == 0) attributes.requiredZnodes = 0;
        if (what % 7 == 1) attributes.redundancy = 0;
        if (what % 7 == 2) attributes.redundancy = uint8(attributes.requiredZnodes + 1);
        if (what % 7 == 3) attributes.quorum = 0;
        if (what % 7 == 4) attributes.quorum = uint8(attributes.requiredZnodes + 1);
        if (what % 7 == 5) attributes.provingSeconds = 0;
        if (what % 7 == 6) attributes.requiredZnodes = 65;
        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(IProjectRegistry.InvalidAttributes.selector, attributes));
        registry.setAttributes(projectId, attributes);
    }

    function test_EnodesComeAndGo() public {
        VM.assertFalse(registry.isEnode(projectId, stranger));
        VM.expectEmit(address(registry));
        emit IProjectRegistry.EnodeAdded(projectId, stranger);
        VM.prank(owner);
        registry.addEnode(projectId, stranger);
        VM.assertTrue(registry.isEnode(projectId, stranger));
        // An enode signs tasks; file and pause are not its business.
        VM.assertFalse(registry.canOperateProject(stranger, projectId));
        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(IProjectRegistry.EnodeAlreadyAdded.selector, projectId, stranger));
        registry.addEnode(projectId, stranger);

        VM.expectEmit(address(registry));
        emit IProjectRegistry.EnodeRemoved(projectId, stranger);
        VM.prank(owner);
        registry.removeEnode(projectId, stranger);
        VM.assertFalse(registry.isEnode(projectId, stranger));
        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(IProjectRegistry.EnodeNotFound.selector, projectId, stranger));
        registry.removeEnode(projectId, stranger);
        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(IProjectRegistry.InvalidEnode.selector, address(0)));
        registry.addEnode(projectId, address(0));
    }

    /// @dev Those who were enodes before there were lists of them still are.
    function test_OwnerAndOperatorsAreEnodes() public {
        VM.assertTrue(registry.isEnode(projectId, owner));
        VM.prank(owner);
        registry.addOperator(projectId, stranger);
        VM.assertTrue(registry.isEnode(projectId, stranger));
        VM.assertFalse(registry.isEnode(projectId + 1, stranger));
        VM.assertFalse(registry.isEnode(projectId + 1, address(0)));
    }

    function test_EnodesEndWithTheOwnersTenure() public {
        VM.prank(owner);
        registry.transferFrom(owner, stranger, projectId);
        VM.assertFalse(registry.isEnode(projectId, enode));
    }

    function test_ProgramsComeAndGo() public {
        bytes32 program = keccak256("next program");
        VM.expectEmit(address(registry));
        emit IProjectRegistry.ProgramAccepted(projectId, "2.0", program, PROVED);
        VM.prank(owner);
        registry.acceptProgram(projectId, "2.0", program, PROVED);
        VM.assertEq(bytes32(registry.selectorOf(projectId, "2.0", program)), bytes32(PROVED));
        VM.assertEq(bytes32(registry.selectorOf(projectId, "1.0", program)), bytes32(0));

        VM.expectEmit(address(registry));
        emit IProjectRegistry.ProgramRevoked(projectId, "2.0", program);
        VM.prank(owner);
        registry.revokeProgram(projectId, "2.0", program);
        VM.assertEq(bytes32(registry.selectorOf(projectId, "2.0", program)), bytes32(0));
        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(IProjectRegistry.ProgramNotAccepted.selector, projectId, "2.0", program));
        registry.revokeProgram(projectId, "2.0", program);
        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(IProjectRegistry.InvalidSelector.selector, bytes4(0)));
        registry.acceptProgram(projectId, "2.0", program, bytes4(0));
    }

    function testFuzz_RevertWhen_CallerIsNotOwner(address caller) public {
        VM.assume(caller != owner);
        IProjectRegistry.Attributes memory attributes = _attributes();
        bytes[8] memory calls = [
            abi.encodeCall(registry.setAttributes, (projectId, attributes)),
            abi.encodeCall(registry.addEnode, (projectId, caller)),
            abi.encodeCall(registry.removeEnode, (projectId, enode)),
            abi.encodeCall(registry.acceptProgram, (projectId, VERSION, PROGRAM, PROVED)),
            abi.encodeCall(registry.revokeProgram, (projectId, VERSION, PROGRAM)),
            abi.encodeCall(registry.requestWithdrawal, (projectId, 1)),
            abi.encodeCall(registry.withdraw, (projectId)),
            abi.encodeCall(registry.setFee, (projectId, 1))
        ];
        bytes memory expected = abi.encodeWithSelector(IProjectRegistrar.NotProjectOwner.selector, projectId, caller);
        for (uint256 i = 0; i < calls.length; ++i) {
            VM.prank(caller);
            (bool success, bytes memory reason) = address(registry).call(calls[i]);
            VM.assertFalse(success);
            VM.assertEq(reason, expected);
        }
    }

    // Funds

    function test_RevertWhen_DelayIsZero() public {
        VM.expectRevert(abi.encodeWithSelector(IProjectFunds.InvalidDelay.selector, 0));
        new ProjectRegistry(0);
    }

    function testFuzz_AnybodyDeposits(uint96 seed) public {
        uint256 amount = _bound(seed, 1, 1e27);
        VM.deal(stranger, amount);
        VM.expectEmit(address(registry));
        emit IProjectFunds.Deposited(projectId, stranger, amount);
        VM.prank(stranger);
        registry.deposit{value: amount}(projectId);
        VM.assertEq(registry.fundsOf(projectId).balance, 1000 ether + amount);
    }

    function test_RevertWhen_DepositingNothingOrNowhere() public {
        VM.expectRevert(abi.encodeWithSelector(IProjectFunds.ZeroAmount.selector));
        registry.deposit(projectId);
        VM.expectRevert(abi.encodeWithSelector(IProjectRegistrar.ProjectNotFound.selector, uint64(9)));
        registry.deposit{value: 1}(9);
    }

    function testFuzz_WithdrawAfterTheDelay(uint96 seed, uint32 early) public {
        uint256 amount = _bound(seed, 1, 1000 ether);
        uint256 due = block.timestamp + DELAY;
        VM.expectEmit(address(registry));
        emit IProjectFunds.WithdrawalRequested(projectId, amount, due);
        VM.prank(owner);
        registry.requestWithdrawal(projectId, amount);
        VM.warp(due - _bound(early, 1, DELAY));
        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(IProjectFunds.WithdrawalNotDue.selector, projectId, due));
        registry.withdraw(projectId);

        VM.warp(due);
        uint256 before = owner.balance;
        VM.expectEmit(address(registry));
        emit IProjectFunds.FundsWithdrawn(projectId, owner, amount);
        VM.prank(owner);
        VM.assertEq(registry.withdraw(projectId), amount);
        VM.assertEq(owner.balance, before + amount);
        VM.assertEq(registry.fundsOf(projectId).balance, 1000 ether - amount);
        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(IProjectFunds.NoWithdrawalRequested.selector, projectId));
        registry.withdraw(projectId);
    }

    /// @dev Work that was under way when the owner asked for all is still paid, and the owner gets what is left.
    function test_WhatIsLeavingStillPays() public {
        VM.prank(owner);
        registry.requestWithdrawal(projectId, 1000 ether);
        _settle(1, 10);
        VM.assertEq(registry.rewardsOf(znodeOwner), 10 * FEE);
        VM.warp(block.timestamp + DELAY);
        VM.prank(owner);
        VM.assertEq(registry.withdraw(projectId), 1000 ether - 10 * FEE);
        VM.assertEq(address(registry).balance, 10 * FEE);
    }

    function test_WishesCanBeTakenBack() public {
        VM.prank(owner);
        registry.requestWithdrawal(projectId, 5 ether);
        VM.prank(owner);
        registry.requestWithdrawal(projectId, 0);
        VM.assertEq(registry.fundsOf(projectId).releaseAt, 0);
        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(IProjectFunds.NoWithdrawalRequested.selector, projectId));
        registry.withdraw(projectId);
        VM.prank(owner);
        VM.expectRevert(
            abi.encodeWithSelector(IProjectFunds.InsufficientFunds.selector, projectId, 1000 ether, 1000 ether + 1)
        );
        registry.requestWithdrawal(projectId, 1000 ether + 1);
    }

    function test_RevertWhen_OwnerTakesNoCoins() public {
        // This contract has no function that takes coins.
        VM.prank(owner);
        registry.transferFrom(owner, address(this), projectId);
        registry.requestWithdrawal(projectId, 1 ether);
        VM.warp(block.timestamp + DELAY);
        VM.expectRevert(abi.encodeWithSelector(IProjectFunds.TransferFailed.selector, address(this), 1 ether));
        registry.withdraw(projectId);
    }

    function testFuzz_FeesRiseAtOnceAndFallLater(uint96 fee) public {
        bool falls = fee < FEE;
        VM.expectEmit(address(registry));
        emit IProjectFunds.FeeChanged(projectId, fee, falls ? block.timestamp + DELAY : block.timestamp);
        VM.prank(owner);
        registry.setFee(projectId, fee);
        VM.assertEq(registry.feeOf(projectId), falls ? FEE : fee);
        VM.warp(block.timestamp + DELAY - 1);
        VM.assertEq(registry.feeOf(projectId), falls ? FEE : fee);
        VM.warp(block.timestamp + 1);
        VM.assertEq(registry.feeOf(projectId), fee);
    }

    function test_FeeThatFallsTwice() public {
        VM.prank(owner);
        registry.setFee(projectId, 0.5 ether);
        VM.warp(block.timestamp + DELAY / 2);
        VM.prank(owner);
        registry.setFee(projectId, 0.4 ether);
        VM.warp(block.timestamp + DELAY - 1);
        VM.assertEq(registry.feeOf(projectId), FEE);
        VM.warp(block.timestamp + 1);
        VM.assertEq(registry.feeOf(projectId), 0.4 ether);
        VM.prank(owner);
        registry.setFee(projectId, 0.4 ether);
        VM.assertEq(registry.feeOf(projectId), 0.4 ether);
    }

    // Charging

    function test_Charge() public {
        VM.expectEmit(address(registry));
        emit IProjectFunds.Charged(projectId, stranger, 3, 3 * FEE);
        VM.prank(address(settlement));
        registry.charge(projectId, 3, stranger);
        VM.assertEq(registry.rewardsOf(stranger), 3 * FEE);
        VM.assertEq(registry.fundsOf(projectId).balance, 1000 ether - 3 * FEE);

        uint256 before = stranger.balance;
        VM.expectEmit(address(registry));
        emit IProjectFunds.RewardsClaimed(stranger, 3 * FEE);
        VM.assertEq(registry.claimRewards(stranger), 3 * FEE);
        VM.assertEq(stranger.balance, before + 3 * FEE);
        VM.expectRevert(abi.encodeWithSelector(IProjectFunds.NoRewards.selector, stranger));
        registry.claimRewards(stranger);
    }

    function testFuzz_RevertWhen_NotTheSettlementCharges(address caller) public {
        VM.assume(caller != address(settlement));
        VM.prank(caller);
        VM.expectRevert(abi.encodeWithSelector(IProjectFunds.NotSettlement.selector, projectId, caller));
        registry.charge(projectId, 1, caller);
    }

    function test_RevertWhen_ProjectCannotPay() public {
        VM.prank(address(settlement));
        VM.expectRevert(
            abi.encodeWithSelector(IProjectFunds.InsufficientFunds.selector, projectId, 1000 ether, 1001 ether)
        );
        registry.charge(projectId, 1001, stranger);
        VM.prank(owner);
        registry.pauseProject(projectId);
        VM.prank(address(settlement));
        VM.expectRevert(abi.encodeWithSelector(IProjectRegistry.ProjectIsPaused.selector, projectId));
        registry.charge(projectId, 1, stranger);
    }

    /// @dev A settlement contract its owner chose can take a project's coins and no other's.
    function test_EachOwnerChoosesWhoCharges() public {
        VM.prank(stranger);
        uint64 other = registry.createProject("ipfs://other", keccak256("other"));
        IProjectRegistry.Attributes memory attributes = _attributes();
        attributes.settlement = stranger;
        VM.prank(stranger);
        registry.setAttributes(other, attributes);
        VM.prank(stranger);
        registry.setFee(other, 1);
        VM.prank(stranger);
        VM.expectRevert(abi.encodeWithSelector(IProjectFunds.InsufficientFunds.selector, other, 0, 1));
        registry.charge(other, 1, stranger);
        VM.prank(stranger);
        VM.expectRevert(abi.encodeWithSelector(IProjectFunds.NotSettlement.selector, projectId, stranger));
        registry.charge(projectId, 1, stranger);
    }
}
