// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {INodeRegistry} from "../src/interfaces/INodeRegistry.sol";
import {SproutTest} from "./SproutTest.sol";

contract NodeRegistryTest is SproutTest {
    address internal immutable key = _address("new key");

    function test_IsNamedToken() public view {
        VM.assertEq(nodes.name(), "W3bstream Node Registry");
        VM.assertEq(nodes.symbol(), "WNR");
    }

    function test_Register() public {
        VM.expectEmit(address(nodes));
        emit INodeRegistry.NodeRegistered(stranger, 2, key);
        VM.prank(stranger);
        VM.assertEq(nodes.register(key), 2);

        VM.assertEq(nodes.nodeCount(), 2);
        VM.assertEq(nodes.ownerOf(2), stranger);
        (bool active, address nodeOperator) = nodes.getNode(2);
        VM.assertTrue(active);
        VM.assertEq(nodeOperator, key);
        VM.assertEq(nodes.getNodeAddress(2), key);
        (uint256 id, bool activeByOperator, address byOperator) = nodes.getNodeByOperator(key);
        VM.assertEq(id, 2);
        VM.assertTrue(activeByOperator);
        VM.assertEq(byOperator, key);
    }

    function testFuzz_IdsAreDense(uint8 some) public {
        uint8 count = some % 8;
        for (uint256 i = 2; i < uint256(count) + 2; ++i) {
            VM.assertEq(nodes.register(address(uint160(0xbeef0000 + i))), i);
        }
        VM.assertEq(nodes.nodeCount(), uint256(count) + 1);
    }

    function test_UnknownNodeReadsAsNothing() public view {
        (bool active, address nodeOperator) = nodes.getNode(9);
        VM.assertFalse(active);
        VM.assertEq(nodeOperator, address(0));
        VM.assertEq(nodes.getNodeAddress(9), address(0));
        (uint256 id, bool activeByOperator, address byOperator) = nodes.getNodeByOperator(stranger);
        VM.assertEq(id, 0);
        VM.assertFalse(activeByOperator);
        VM.assertEq(byOperator, address(0));
    }

    function test_UpdateOperatorFreesTheOldOne() public {
        VM.expectEmit(address(nodes));
        emit INodeRegistry.NodeUpdated(nodeId, key);
        VM.prank(operator);
        nodes.updateOperator(nodeId, key);
        VM.assertEq(nodes.getNodeAddress(nodeId), key);
        (uint256 old,,) = nodes.getNodeByOperator(operator);
        VM.assertEq(old, 0);

        VM.prank(stranger);
        VM.assertEq(nodes.register(operator), 2);
    }

    function test_UpdateToSameOperator() public {
        VM.prank(operator);
        nodes.updateOperator(nodeId, operator);
        (uint256 id,,) = nodes.getNodeByOperator(operator);
        VM.assertEq(id, nodeId);
    }

    function test_SetActive() public {
        VM.expectEmit(address(nodes));
        emit INodeRegistry.NodeActiveChanged(nodeId, false);
        VM.prank(operator);
        nodes.setActive(nodeId, false);
        (bool active,) = nodes.getNode(nodeId);
        VM.assertFalse(active);

        VM.recordLogs();
        VM.prank(operator);
        nodes.setActive(nodeId, false);
        VM.assertEq(VM.getRecordedLogs().length, 0);

        VM.prank(operator);
        nodes.setActive(nodeId, true);
        (active,) = nodes.getNode(nodeId);
        VM.assertTrue(active);
    }

    function test_RevertWhen_OperatorIsInvalid() public {
        bytes memory zero = abi.encodeWithSelector(INodeRegistry.InvalidOperator.selector, address(0));
        VM.expectRevert(zero);
        nodes.register(address(0));
        VM.prank(operator);
        VM.expectRevert(zero);
        nodes.updateOperator(nodeId, address(0));
    }

    function test_RevertWhen_OperatorServesAnotherNode() public {
        bytes memory taken = abi.encodeWithSelector(INodeRegistry.OperatorAlreadyRegistered.selector, operator, nodeId);
        VM.expectRevert(taken);
        nodes.register(operator);

        VM.prank(stranger);
        uint256 other = nodes.register(key);
        VM.prank(stranger);
        VM.expectRevert(taken);
        nodes.updateOperator(other, operator);
    }

    function testFuzz_RevertWhen_CallerIsNotOwner(address caller) public {
        VM.assume(caller != operator);
        bytes memory notOwner = abi.encodeWithSelector(INodeRegistry.NotNodeOwner.selector, nodeId, caller);
        VM.prank(caller);
        VM.expectRevert(notOwner);
        nodes.updateOperator(nodeId, caller);
        VM.prank(caller);
        VM.expectRevert(notOwner);
        nodes.setActive(nodeId, false);
    }

    function test_RevertWhen_NodeIsUnknown() public {
        bytes memory unknown = abi.encodeWithSelector(INodeRegistry.NodeNotFound.selector, 9);
        VM.expectRevert(unknown);
        nodes.updateOperator(9, key);
        VM.expectRevert(unknown);
        nodes.setActive(9, true);
    }
}
