// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ZNodeRegistrar} from "../src/ZNodeRegistrar.sol";
import {SproutTest} from "./SproutTest.sol";

contract ZNodeRegistrarTest is SproutTest {
    string internal constant DID = "did:key:z6Mkznode";

    ZNodeRegistrar internal znodes;

    function setUp() public override {
        super.setUp();
        znodes = new ZNodeRegistrar();
        VM.prank(owner);
        znodes.createZNode(DID);
    }

    function test_IsNamedToken() public view {
        VM.assertEq(znodes.name(), "ZNodeToken");
        VM.assertEq(znodes.symbol(), "ZTK");
    }

    function test_Create() public {
        VM.expectEmit(address(znodes));
        emit ZNodeRegistrar.ZNodeUpserted("did:key:other");
        VM.prank(stranger);
        VM.assertEq(znodes.createZNode("did:key:other"), 2);
        VM.assertEq(znodes.znodeCount(), 2);
        VM.assertEq(znodes.ownerOf(2), stranger);
        VM.assertEq(znodes.znodeDIDs("did:key:other"), 2);
        (string memory did, bool paused) = znodes.znodes(2);
        VM.assertEq(did, "did:key:other");
        VM.assertFalse(paused);
    }

    function test_PauseAndUnpause() public {
        VM.prank(owner);
        znodes.addOperator(DID, operator);
        VM.expectEmit(address(znodes));
        emit ZNodeRegistrar.ZNodePaused(DID);
        VM.prank(operator);
        znodes.pauseZNode(DID);
        (, bool paused) = znodes.znodes(1);
        VM.assertTrue(paused);
        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(ZNodeRegistrar.ZNodeAlreadyPaused.selector, DID));
        znodes.pauseZNode(DID);

        VM.expectEmit(address(znodes));
        emit ZNodeRegistrar.ZNodeUnpaused(DID);
        VM.prank(owner);
        znodes.unpauseZNode(DID);
        (, paused) = znodes.znodes(1);
        VM.assertFalse(paused);
        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(ZNodeRegistrar.ZNodeNotPaused.selector, DID));
        znodes.unpauseZNode(DID);
    }

    function test_OperatorsComeAndGo() public {
        VM.expectEmit(address(znodes));
        emit ZNodeRegistrar.OperatorAdded(DID, operator);
        VM.prank(owner);
        znodes.addOperator(DID, operator);
        VM.assertTrue(znodes.canOperateZNode(operator, DID));
        VM.assertTrue(znodes.canOperateZNode(owner, DID));
        VM.assertFalse(znodes.canOperateZNode(stranger, DID));
        VM.assertFalse(znodes.canOperateZNode(owner, "did:key:unknown"));
        VM.assertFalse(znodes.canOperateZNode(address(0), "did:key:unknown"));

        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(ZNodeRegistrar.OperatorAlreadyAdded.selector, DID, operator));
        znodes.addOperator(DID, operator);
        VM.expectEmit(address(znodes));
        emit ZNodeRegistrar.OperatorRemoved(DID, operator);
        VM.prank(owner);
        znodes.removeOperator(DID, operator);
        VM.assertFalse(znodes.canOperateZNode(operator, DID));
        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(ZNodeRegistrar.OperatorNotFound.selector, DID, operator));
        znodes.removeOperator(DID, operator);
        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(ZNodeRegistrar.InvalidOperator.selector, address(0)));
        znodes.addOperator(DID, address(0));
    }

    function test_OperatorsEndWithTheOwnersTenure() public {
        VM.prank(owner);
        znodes.addOperator(DID, operator);
        VM.prank(owner);
        znodes.transferFrom(owner, stranger, 1);
        VM.assertFalse(znodes.canOperateZNode(operator, DID));
        VM.assertFalse(znodes.canOperateZNode(owner, DID));
        VM.assertTrue(znodes.canOperateZNode(stranger, DID));
    }

    function test_RevertWhen_DIDIsInvalid() public {
        VM.expectRevert(abi.encodeWithSelector(ZNodeRegistrar.EmptyDID.selector));
        znodes.createZNode("");
        VM.expectRevert(abi.encodeWithSelector(ZNodeRegistrar.DIDAlreadyRegistered.selector, DID, uint64(1)));
        znodes.createZNode(DID);
    }

    function test_RevertWhen_ZNodeIsUnknown() public {
        bytes memory unknown = abi.encodeWithSelector(ZNodeRegistrar.ZNodeNotFound.selector, "did:none");
        VM.expectRevert(unknown);
        znodes.pauseZNode("did:none");
        VM.expectRevert(unknown);
        znodes.unpauseZNode("did:none");
        VM.expectRevert(unknown);
        znodes.addOperator("did:none", operator);
        VM.expectRevert(unknown);
        znodes.removeOperator("did:none", operator);
    }

    function testFuzz_RevertWhen_CallerHasNoRight(address caller) public {
        VM.assume(caller != owner);
        bytes memory notOwner = abi.encodeWithSelector(ZNodeRegistrar.NotZNodeOwner.selector, DID, caller);
        VM.prank(caller);
        VM.expectRevert(notOwner);
        znodes.addOperator(DID, caller);
        VM.prank(caller);
        VM.expectRevert(notOwner);
        znodes.removeOperator(DID, caller);
        bytes memory notOperator = abi.encodeWithSelector(ZNodeRegistrar.NotZNodeOperator.selector, DID, caller);
        VM.prank(caller);
        VM.expectRevert(notOperator);
        znodes.pauseZNode(DID);
        VM.prank(caller);
        VM.expectRevert(notOperator);
        znodes.unpauseZNode(DID);
    }
}
