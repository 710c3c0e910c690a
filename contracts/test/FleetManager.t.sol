// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IFleetManager} from "../src/interfaces/IFleetManager.sol";
import {SproutTest} from "./SproutTest.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

contract FleetManagerTest is SproutTest {
    function test_KnowsItsRegistries() public view {
        VM.assertEq(address(fleet.projectRegistrar()), address(registrar));
        VM.assertEq(address(fleet.nodeRegistry()), address(nodes));
    }

    function test_AllowAndDisallow() public {
        VM.assertTrue(fleet.isAllowed(operator, projectId));
        VM.expectEmit(address(fleet));
        emit IFleetManager.Disallowed(projectId, nodeId);
        VM.prank(owner);
        fleet.disallow(projectId, nodeId);
        VM.assertFalse(fleet.isAllowed(operator, projectId));
        VM.assertFalse(fleet.isNodeAllowed(projectId, nodeId));

        VM.expectEmit(address(fleet));
        emit IFleetManager.Allowed(projectId, nodeId);
        VM.prank(owner);
        fleet.allow(projectId, nodeId);
        VM.assertTrue(fleet.isAllowed(operator, projectId));
        VM.assertTrue(fleet.isNodeAllowed(projectId, nodeId));
    }

    function test_RepeatingChangesNothing() public {
        VM.recordLogs();
        VM.prank(owner);
        fleet.allow(projectId, nodeId);
        VM.assertEq(VM.getRecordedLogs().length, 0);
        VM.prank(owner);
        fleet.disallow(projectId, nodeId);
        VM.getRecordedLogs();
        VM.prank(owner);
        fleet.disallow(projectId, nodeId);
        VM.assertEq(VM.getRecordedLogs().length, 0);
    }

    function test_NewOperatorInheritsNothingFromOldKey() public {
        VM.prank(operator);
        nodes.updateOperator(nodeId, stranger);
        VM.assertTrue(fleet.isAllowed(stranger, projectId));
        VM.assertFalse(fleet.isAllowed(operator, projectId));
    }

    function test_InactiveNodeIsNotAllowed() public {
        VM.prank(operator);
        nodes.setActive(nodeId, false);
        VM.assertFalse(fleet.isAllowed(operator, projectId));
        VM.assertTrue(fleet.isNodeAllowed(projectId, nodeId));
    }

    function testFuzz_OthersAreNotAllowed(address who, uint256 project) public view {
        VM.assume(who != operator || project != projectId);
        VM.assertFalse(fleet.isAllowed(who, project));
    }

    function test_FleetStaysWithTheProject() public {
        VM.prank(owner);
        registrar.transferFrom(owner, stranger, projectId);
        VM.assertTrue(fleet.isAllowed(operator, projectId));
        VM.prank(stranger);
        fleet.disallow(projectId, nodeId);
        VM.assertFalse(fleet.isAllowed(operator, projectId));
    }

    function testFuzz_RevertWhen_CallerIsNotOwner(address caller) public {
        VM.assume(caller != owner);
        bytes memory notOwner = abi.encodeWithSelector(IFleetManager.NotProjectOwner.selector, projectId, caller);
        VM.prank(caller);
        VM.expectRevert(notOwner);
        fleet.allow(projectId, nodeId);
        VM.prank(caller);
        VM.expectRevert(notOwner);
        fleet.disallow(projectId, nodeId);
    }

    function test_RevertWhen_ProjectIsUnknown() public {
        bytes memory unknown = abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 9);
        VM.expectRevert(unknown);
        fleet.allow(9, nodeId);
        VM.expectRevert(unknown);
        fleet.disallow(9, nodeId);
    }

    function test_RevertWhen_NodeIsUnknown() public {
        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(IFleetManager.NodeNotFound.selector, 9));
        fleet.allow(projectId, 9);
    }
}
