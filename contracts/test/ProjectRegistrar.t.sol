// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IProjectRegistrar} from "../src/interfaces/IProjectRegistrar.sol";
import {SproutTest} from "./SproutTest.sol";

contract ProjectRegistrarTest is SproutTest {
    address internal immutable enode = _address("enode");

    function test_IsNamedToken() public view {
        VM.assertEq(registrar.name(), "ProjectToken");
        VM.assertEq(registrar.symbol(), "PTK");
        VM.assertTrue(registrar.supportsInterface(0x80ac58cd));
    }

    function test_CreateMintsAndStoresFile() public {
        VM.expectEmit(address(registrar));
        emit IProjectRegistrar.ProjectUpserted(2, "http://file", bytes32(uint256(5)));
        VM.prank(stranger);
        uint64 created = registrar.createProject("http://file", bytes32(uint256(5)));

        VM.assertEq(created, 2);
        VM.assertEq(registrar.projectCount(), 2);
        VM.assertEq(registrar.ownerOf(2), stranger);
        (string memory uri, bytes32 hash, bool paused) = registrar.projects(2);
        VM.assertEq(uri, "http://file");
        VM.assertEq(hash, bytes32(uint256(5)));
        VM.assertFalse(paused);
    }

    function testFuzz_IdsAreDense(uint8 some) public {
        uint8 count = some % 8;
        for (uint64 i = 2; i < uint64(count) + 2; ++i) {
            VM.assertEq(registrar.createProject(URI, HASH), i);
        }
        VM.assertEq(registrar.projectCount(), uint64(count) + 1);
    }

    function test_UnknownProjectReadsAsNothing() public view {
        (string memory uri, bytes32 hash, bool paused) = registrar.projects(99);
        VM.assertEq(uri, "");
        VM.assertEq(hash, bytes32(0));
        VM.assertFalse(paused);
        VM.assertFalse(registrar.canOperateProject(owner, 99));
        VM.assertFalse(registrar.canOperateProject(address(0), 99));
    }

    function test_RevertWhen_FileIsIncomplete() public {
        VM.expectRevert(abi.encodeWithSelector(IProjectRegistrar.EmptyURI.selector));
        registrar.createProject("", HASH);
        VM.expectRevert(abi.encodeWithSelector(IProjectRegistrar.EmptyHash.selector));
        registrar.createProject(URI, 0);
        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(IProjectRegistrar.EmptyURI.selector));
        registrar.updateProject(projectId, "", HASH);
        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(IProjectRegistrar.EmptyHash.selector));
        registrar.updateProject(projectId, URI, 0);
    }

    function test_OwnerAndOperatorUpdate() public {
        _addOperator();
        address[2] memory callers = [owner, enode];
        for (uint256 i = 0; i < callers.length; ++i) {
            bytes32 hash = bytes32(i + 1);
            VM.expectEmit(address(registrar));
            emit IProjectRegistrar.ProjectUpserted(projectId, "ipfs://next", hash);
            VM.prank(callers[i]);
            registrar.updateProject(projectId, "ipfs://next", hash);
            (string memory uri, bytes32 stored,) = registrar.projects(projectId);
            VM.assertEq(uri, "ipfs://next");
            VM.assertEq(stored, hash);
        }
    }

    function test_PauseAndUnpause() public {
        _addOperator();
        VM.expectEmit(address(registrar));
        emit IProjectRegistrar.ProjectPaused(projectId);
        VM.prank(enode);
        registrar.pauseProject(projectId);
        (,, bool paused) = registrar.projects(projectId);
        VM.assertTrue(paused);

        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(IProjectRegistrar.ProjectAlreadyPaused.selector, projectId));
        registrar.pauseProject(projectId);

        VM.expectEmit(address(registrar));
        emit IProjectRegistrar.ProjectUnpaused(projectId);
        VM.prank(owner);
        registrar.unpauseProject(projectId);
        (,, paused) = registrar.projects(projectId);
        VM.assertFalse(paused);

        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(IProjectRegistrar.ProjectNotPaused.selector, projectId));
        registrar.unpauseProject(projectId);
    }

    function test_OperatorsComeAndGo() public {
        VM.expectEmit(address(registrar));
        emit IProjectRegistrar.OperatorAdded(projectId, enode);
        VM.prank(owner);
        registrar.addOperator(projectId, enode);
        VM.assertTrue(registrar.canOperateProject(enode, projectId));
        VM.assertTrue(registrar.canOperateProject(owner, projectId));
        VM.assertFalse(registrar.canOperateProject(stranger, projectId));

        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(IProjectRegistrar.OperatorAlreadyAdded.selector, projectId, enode));
        registrar.addOperator(projectId, enode);

        VM.expectEmit(address(registrar));
        emit IProjectRegistrar.OperatorRemoved(projectId, enode);
        VM.prank(owner);
        registrar.removeOperator(projectId, enode);
        VM.assertFalse(registrar.canOperateProject(enode, projectId));

        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(IProjectRegistrar.OperatorNotFound.selector, projectId, enode));
        registrar.removeOperator(projectId, enode);
        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(IProjectRegistrar.InvalidOperator.selector, address(0)));
        registrar.addOperator(projectId, address(0));
    }

    function test_OperatorsEndWithTheOwnersTenure() public {
        _addOperator();
        VM.prank(owner);
        registrar.transferFrom(owner, stranger, projectId);
        VM.assertFalse(registrar.canOperateProject(enode, projectId));
        VM.assertFalse(registrar.canOperateProject(owner, projectId));
        VM.assertTrue(registrar.canOperateProject(stranger, projectId));

        VM.prank(stranger);
        registrar.transferFrom(stranger, owner, projectId);
        VM.assertFalse(registrar.canOperateProject(enode, projectId));
    }

    function test_TransferToSelfKeepsOperators() public {
        _addOperator();
        VM.prank(owner);
        registrar.transferFrom(owner, owner, projectId);
        VM.assertTrue(registrar.canOperateProject(enode, projectId));
    }

    function test_RevertWhen_ProjectIsUnknown() public {
        bytes memory unknown = abi.encodeWithSelector(IProjectRegistrar.ProjectNotFound.selector, uint64(9));
        VM.expectRevert(unknown);
        registrar.updateProject(9, URI, HASH);
        VM.expectRevert(unknown);
        registrar.pauseProject(9);
        VM.expectRevert(unknown);
        registrar.unpauseProject(9);
        VM.expectRevert(unknown);
        registrar.addOperator(9, enode);
        VM.expectRevert(unknown);
        registrar.removeOperator(9, enode);
    }

    function testFuzz_RevertWhen_CallerHasNoRight(address caller) public {
        _addOperator();
        VM.assume(caller != owner);
        bytes memory notOwner = abi.encodeWithSelector(IProjectRegistrar.NotProjectOwner.selector, projectId, caller);
        VM.prank(caller);
        VM.expectRevert(notOwner);
        registrar.addOperator(projectId, caller);
        VM.prank(caller);
        VM.expectRevert(notOwner);
        registrar.removeOperator(projectId, enode);

        VM.assume(caller != enode);
        bytes memory notOperator =
            abi.encodeWithSelector(IProjectRegistrar.NotProjectOperator.selector, projectId, caller);
        VM.prank(caller);
        VM.expectRevert(notOperator);
        registrar.updateProject(projectId, URI, HASH);
        VM.prank(caller);
        VM.expectRevert(notOperator);
        registrar.pauseProject(projectId);
        VM.prank(caller);
        VM.expectRevert(notOperator);
        registrar.unpauseProject(projectId);
    }

    function test_RevertWhen_OperatorActsAsOwner() public {
        _addOperator();
        VM.prank(enode);
        VM.expectRevert(abi.encodeWithSelector(IProjectRegistrar.NotProjectOwner.selector, projectId, enode));
        registrar.addOperator(projectId, stranger);
    }

    function _addOperator() private {
        VM.prank(owner);
        registrar.addOperator(projectId, enode);
    }
}
