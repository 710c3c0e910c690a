// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {RevertReason} from "../src/RevertReason.sol";
import {W3bstreamRouter} from "../src/W3bstreamRouter.sol";
import {Belonging, Recorder, Reentrant, Refuser, Returner} from "./Receivers.sol";
import {SproutTest} from "./SproutTest.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

contract W3bstreamRouterTest is SproutTest {
    Recorder internal recorder;
    Refuser internal refuser;

    function setUp() public override {
        super.setUp();
        recorder = new Recorder();
        refuser = new Refuser();
        _register(address(recorder));
        _register(address(refuser));
    }

    function test_KnowsItsNeighbours() public view {
        VM.assertEq(address(router.fleetManager()), address(fleet));
        VM.assertEq(address(router.projectRegistrar()), address(registrar));
        VM.assertEq(router.receiverGas(), RECEIVER_GAS);
    }

    function test_RevertWhen_ReceiverGasIsZero() public {
        VM.expectRevert(abi.encodeWithSelector(W3bstreamRouter.InvalidReceiverGas.selector, 0));
        new W3bstreamRouter(fleet, registrar, 0);
    }

    function test_RegisterAndUnregister() public {
        Recorder other = new Recorder();
        VM.expectEmit(address(router));
        emit W3bstreamRouter.ReceiverRegistered(projectId, address(other));
        VM.prank(owner);
        router.register(projectId, address(other));
        VM.assertTrue(router.isReceiver(projectId, address(other)));
        VM.assertTrue(router.isReceiver(projectId, address(recorder)));

        VM.prank(owner);
        VM.expectRevert(
            abi.encodeWithSelector(W3bstreamRouter.ReceiverAlreadyRegistered.selector, projectId, address(other))
        );
        router.register(projectId, address(other));

        VM.expectEmit(address(router));
        emit W3bstreamRouter.ReceiverUnregistered(projectId, address(other));
        VM.prank(owner);
        router.unregister(projectId, address(other));
        VM.assertFalse(router.isReceiver(projectId, address(other)));

        bytes memory notRegistered =
            abi.encodeWithSelector(W3bstreamRouter.ReceiverNotRegistered.selector, projectId, address(other));
        VM.prank(owner);
        VM.expectRevert(notRegistered);
        router.unregister(projectId, address(other));
        VM.prank(operator);
        VM.expectRevert(notRegistered);
        router.submit(projectId, address(other), "");
    }

    function test_RevertWhen_ReceiverIsNoContract() public {
        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(W3bstreamRouter.ReceiverHasNoCode.selector, stranger));
        router.register(projectId, stranger);
    }

    /// Anyone can own a project with a fleet of its own; it must not reach another project's dApp.
    function testFuzz_RevertWhen_ReceiverSaysItIsOfAnotherProject(uint256 own) public {
        VM.assume(own != projectId);
        Belonging receiver = new Belonging(own);
        VM.expectRevert(
            abi.encodeWithSelector(W3bstreamRouter.ReceiverOfAnotherProject.selector, address(receiver), own, projectId)
        );
        VM.prank(owner);
        router.register(projectId, address(receiver));
        VM.assertFalse(router.isReceiver(projectId, address(receiver)));
    }

    function testFuzz_LittleGasHidesNoProject(uint256 gasBrought) public {
        gasBrought = _bound(gasBrought, 30_000, 400_000);
        Belonging receiver = new Belonging(projectId + 1);
        VM.prank(owner);
        (bool success,) = address(router).call{gas: gasBrought}(
            abi.encodeCall(W3bstreamRouter.register, (projectId, address(receiver)))
        );
        VM.assertFalse(success);
        VM.assertFalse(router.isReceiver(projectId, address(receiver)));
    }

    function test_ReceiverOfTheProjectIsRegistered() public {
        Belonging receiver = new Belonging(projectId);
        VM.prank(owner);
        router.register(projectId, address(receiver));
        VM.assertTrue(router.isReceiver(projectId, address(receiver)));
    }

    function testFuzz_RevertWhen_CallerIsNotOwner(address caller) public {
        VM.assume(caller != owner);
        bytes memory notOwner = abi.encodeWithSelector(W3bstreamRouter.NotProjectOwner.selector, projectId, caller);
        VM.prank(caller);
        VM.expectRevert(notOwner);
        router.register(projectId, address(recorder));
        VM.prank(caller);
        VM.expectRevert(notOwner);
        router.unregister(projectId, address(recorder));
    }

    function test_RevertWhen_ProjectIsUnknown() public {
        bytes memory unknown = abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 9);
        VM.expectRevert(unknown);
        router.register(9, address(recorder));
        VM.expectRevert(unknown);
        router.unregister(9, address(recorder));
    }

    function testFuzz_DeliversDataUnchanged(bytes calldata data) public {
        VM.expectEmit(address(router));
        emit W3bstreamRouter.DataReceived(operator, true, "");
        VM.prank(operator);
        router.submit(projectId, address(recorder), data);
        VM.assertEq(recorder.last(), data);
    }

    function test_ReceiverGetsItsFullGas() public {
        VM.prank(operator);
        router.submit{gas: 2_500_000}(projectId, address(recorder), "");
        // What the callee spends before it looks: dispatch and decoding.
        VM.assertGe(recorder.gasGiven(), RECEIVER_GAS - 1000, "starved");
        VM.assertLe(recorder.gasGiven(), RECEIVER_GAS, "more than its share");
    }

    /// @dev Whatever gas the caller brings: either nothing happens, or the receiver had its full amount.
    function testFuzz_ReceiverIsNeverStarved(uint256 gasBrought) public {
        gasBrought = _bound(gasBrought, 60_000, 3_000_000);
        VM.prank(operator);
        try router.submit{gas: gasBrought}(projectId, address(recorder), "data") {
            VM.assertGe(recorder.gasGiven(), RECEIVER_GAS - 1000, "starved");
            VM.assertEq(recorder.last(), "data");
        } catch (bytes memory reason) {
            VM.assertEq(bytes32(bytes4(reason)), bytes32(W3bstreamRouter.InsufficientGas.selector));
        }
    }

    /// @dev What the router keeps for itself lasts for the worst reason after a receiver that burned all it had.
    function testFuzz_EnoughGasIsKeptForTheReason(uint256 gasBrought) public {
        refuser.set(Refuser.Way.Worst);
        gasBrought = _bound(gasBrought, 2_280_000, 2_340_000);
        VM.recordLogs();
        VM.prank(operator);
        try router.submit{gas: gasBrought}(projectId, address(refuser), "data") {
            (bool success, string memory reason) = abi.decode(VM.getRecordedLogs()[0].data, (bool, string));
            VM.assertFalse(success);
            VM.assertEq(bytes(reason).length, 2 + 2 * RevertReason.MAX_LENGTH);
        } catch (bytes memory reason) {
            VM.assertEq(bytes32(bytes4(reason)), bytes32(W3bstreamRouter.InsufficientGas.selector));
        }
    }

    function test_FailureIsReportedNotPassedOn() public {
        _refuses(Refuser.Way.Text, "not today");
        bytes memory custom = abi.encodeWithSelector(Refuser.Refused.selector, 42);
        _refuses(Refuser.Way.Custom, Strings.toHexString(custom));
        bytes memory panic = abi.encodeWithSignature("Panic(uint256)", 0x11);
        _refuses(Refuser.Way.Overflow, Strings.toHexString(panic));
        _refuses(Refuser.Way.Silent, "no revert data");
        _refuses(Refuser.Way.AllGas, "no revert data");
    }

    function test_ReturnBombsCostTheReceiverOnly() public {
        refuser.set(Refuser.Way.Bomb);
        VM.recordLogs();
        _submitWithin(address(refuser), 2_700_000);
        (bool success, string memory reason) = abi.decode(VM.getRecordedLogs()[0].data, (bool, string));
        VM.assertFalse(success);
        VM.assertEq(bytes(reason).length, 2 + 2 * RevertReason.MAX_LENGTH);

        address returner = address(new Returner());
        _register(returner);
        VM.expectEmit(address(router));
        emit W3bstreamRouter.DataReceived(operator, true, "");
        _submitWithin(returner, 2_700_000);
    }

    function test_ReentranceIsRefused() public {
        Reentrant reentrant = new Reentrant(router, projectId);
        _register(address(reentrant));
        // Even a receiver that is an allowed operator itself.
        uint256 ofReentrant = nodes.register(address(reentrant));
        VM.prank(owner);
        fleet.allow(projectId, ofReentrant);

        bytes memory guarded = abi.encodeWithSelector(ReentrancyGuard.ReentrancyGuardReentrantCall.selector);
        VM.expectEmit(address(router));
        emit W3bstreamRouter.DataReceived(operator, false, Strings.toHexString(guarded));
        VM.prank(operator);
        router.submit(projectId, address(reentrant), "");
    }

    function test_RevertWhen_ProjectIsPaused() public {
        VM.prank(owner);
        registrar.pauseProject(projectId);
        VM.prank(operator);
        VM.expectRevert(abi.encodeWithSelector(W3bstreamRouter.ProjectPaused.selector, projectId));
        router.submit(projectId, address(recorder), "");
    }

    function test_RevertWhen_OperatorIsNotAllowed() public {
        bytes memory notAllowed =
            abi.encodeWithSelector(W3bstreamRouter.OperatorNotAllowed.selector, projectId, operator);
        VM.prank(owner);
        fleet.disallow(projectId, nodeId);
        VM.prank(operator);
        VM.expectRevert(notAllowed);
        router.submit(projectId, address(recorder), "");

        VM.prank(owner);
        fleet.allow(projectId, nodeId);
        VM.prank(operator);
        nodes.setActive(nodeId, false);
        VM.prank(operator);
        VM.expectRevert(notAllowed);
        router.submit(projectId, address(recorder), "");
    }

    function testFuzz_RevertWhen_CallerIsNoOperator(address caller) public {
        VM.assume(caller != operator);
        VM.prank(caller);
        VM.expectRevert(abi.encodeWithSelector(W3bstreamRouter.OperatorNotAllowed.selector, projectId, caller));
        router.submit(projectId, address(recorder), "");
    }

    /// @dev A receiver of one project is none of another, whose id may not even fit the registrar's.
    function testFuzz_RevertWhen_ReceiverIsOfAnotherProject(uint256 other) public {
        VM.assume(other != projectId);
        VM.prank(operator);
        VM.expectRevert(
            abi.encodeWithSelector(W3bstreamRouter.ReceiverNotRegistered.selector, other, address(recorder))
        );
        router.submit(other, address(recorder), "");
    }

    function _register(address receiver) private {
        VM.prank(owner);
        router.register(projectId, receiver);
    }

    function _submitWithin(address receiver, uint256 gasBrought) private {
        VM.prank(operator);
        router.submit{gas: gasBrought}(projectId, receiver, "");
    }

    function _refuses(Refuser.Way way, string memory reason) private {
        refuser.set(way);
        VM.expectEmit(address(router));
        emit W3bstreamRouter.DataReceived(operator, false, reason);
        VM.prank(operator);
        router.submit(projectId, address(refuser), "data");
    }
}
