// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {FleetManager} from "../../src/FleetManager.sol";
import {NodeRegistry} from "../../src/NodeRegistry.sol";
import {ProjectRegistrar} from "../../src/ProjectRegistrar.sol";
import {SproutTest, Vm} from "../SproutTest.sol";

/// @notice Random people trying everything the registries offer, and what should have become of it.
contract RegistryHandler {
    Vm private constant VM = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    ProjectRegistrar private immutable REGISTRAR;
    NodeRegistry private immutable NODES;
    FleetManager private immutable FLEET;

    address[5] public people;
    uint64 public projects;
    uint256 public nodeCount;
    // What is expected, kept without looking at the contracts' own books.
    mapping(uint64 project => address) public ownerOf;
    mapping(uint64 project => bool) public paused;
    mapping(uint64 project => bytes32) public hashOf;
    mapping(uint64 project => mapping(address person => bool)) public operates;
    mapping(uint256 node => address) public nodeOwner;
    mapping(uint256 node => address) public nodeOperator;
    mapping(uint256 node => bool) public active;
    mapping(uint64 project => mapping(uint256 node => bool)) public allowed;

    constructor(ProjectRegistrar registrar, NodeRegistry nodes, FleetManager fleet) {
        REGISTRAR = registrar;
        NODES = nodes;
        FLEET = fleet;
        projects = registrar.projectCount();
        nodeCount = nodes.nodeCount();
        for (uint256 i = 0; i < people.length; ++i) {
            people[i] = address(uint160(0xb0b000 + i));
        }
    }

    function create(uint256 who, bytes32 hash) external {
        // Few projects, so that much happens to each.
        if (hash == 0 || projects == 4) return;
        address person = people[who % 5];
        VM.prank(person);
        VM.assertEq(REGISTRAR.createProject("ipfs://file", hash), ++projects, "ids are not dense");
        ownerOf[projects] = person;
        hashOf[projects] = hash;
    }

    function update(uint256 who, uint64 project, bytes32 hash) external {
        project = _project(project);
        address person = _actor(who, ownerOf[project]);
        bool may = _mayOperate(person, project) && hash != 0;
        if (_try(person, address(REGISTRAR), abi.encodeCall(REGISTRAR.updateProject, (project, "x", hash)), may)) {
            hashOf[project] = hash;
        }
    }

    function pause(uint256 who, uint64 project, bool to) external {
        project = _project(project);
        address person = _actor(who, ownerOf[project]);
        bool may = _mayOperate(person, project) && paused[project] != to;
        bytes memory call = to
            ? abi.encodeCall(REGISTRAR.pauseProject, (project))
            : abi.encodeCall(REGISTRAR.unpauseProject, (project));
        if (_try(person, address(REGISTRAR), call, may)) paused[project] = to;
    }

    function setOperator(uint256 who, uint64 project, uint256 whom, bool to) external {
        project = _project(project);
        address person = _actor(who, ownerOf[project]);
        address other = people[whom % 5];
        bool may = _isOwner(person, project) && operates[project][other] != to;
        bytes memory call = to
            ? abi.encodeCall(REGISTRAR.addOperator, (project, other))
            : abi.encodeCall(REGISTRAR.removeOperator, (project, other));
        if (_try(person, address(REGISTRAR), call, may)) operates[project][other] = to;
    }

    function transfer(uint256 who, uint64 project, uint256 whom) external {
        project = _project(project);
        address person = _actor(who, ownerOf[project]);
        address other = people[whom % 5];
        bytes memory call = abi.encodeCall(REGISTRAR.transferFrom, (person, other, project));
        if (!_try(person, address(REGISTRAR), call, _isOwner(person, project))) return;
        ownerOf[project] = other;
        if (person == other) return;
        for (uint256 i = 0; i < 5; ++i) {
            operates[project][people[i]] = false;
        }
    }

    function register(uint256 who, uint256 whom) external {
        address person = people[who % 5];
        address other = people[whom % 5];
        if (!_try(person, address(NODES), abi.encodeCall(NODES.register, (other)), !_serves(other))) return;
        ++nodeCount;
        nodeOwner[nodeCount] = person;
        nodeOperator[nodeCount] = other;
        active[nodeCount] = true;
    }

    function updateOperator(uint256 who, uint256 node, uint256 whom) external {
        node = _node(node);
        address person = _actor(who, nodeOwner[node]);
        address other = people[whom % 5];
        bool may = node != 0 && nodeOwner[node] == person && (!_serves(other) || nodeOperator[node] == other);
        bytes memory call = abi.encodeCall(NODES.updateOperator, (node, other));
        if (_try(person, address(NODES), call, may)) nodeOperator[node] = other;
    }

    function setActive(uint256 who, uint256 node, bool to) external {
        node = _node(node);
        address person = _actor(who, nodeOwner[node]);
        bool may = node != 0 && nodeOwner[node] == person;
        if (_try(person, address(NODES), abi.encodeCall(NODES.setActive, (node, to)), may)) active[node] = to;
    }

    function setAllowed(uint256 who, uint64 project, uint256 node, bool to) external {
        project = _project(project);
        node = _node(node);
        address person = _actor(who, ownerOf[project]);
        bool may = _isOwner(person, project) && (node != 0 || !to);
        bytes memory call =
            to ? abi.encodeCall(FLEET.allow, (project, node)) : abi.encodeCall(FLEET.disallow, (project, node));
        if (_try(person, address(FLEET), call, may)) allowed[project][node] = to;
    }

    function _try(address person, address to, bytes memory call, bool expected) private returns (bool success) {
        VM.prank(person);
        (success,) = to.call(call);
        VM.assertTrue(success == expected, "a right that is not held was used, or one that is held refused");
    }

    /// @dev Half the time the one who has the right, if anybody of these people has.
    function _actor(uint256 who, address holder) private view returns (address) {
        return who % 2 == 0 && holder != address(0) ? holder : people[who % 5];
    }

    function _mayOperate(address person, uint64 project) private view returns (bool) {
        return _isOwner(person, project) || operates[project][person];
    }

    function _isOwner(address person, uint64 project) private view returns (bool) {
        return ownerOf[project] == person;
    }

    function _serves(address person) private view returns (bool) {
        for (uint256 node = 1; node <= nodeCount; ++node) {
            if (nodeOperator[node] == person) return true;
        }
        return false;
    }

    // Sometimes an id that does not exist yet; project 1 and node 1 belong to the fixture, node 0 to nobody.
    function _project(uint64 seed) private view returns (uint64) {
        return uint64(seed % (uint256(projects) + 2));
    }

    function _node(uint256 seed) private view returns (uint256 node) {
        node = seed % (nodeCount + 2);
        if (node > nodeCount) node = 0;
    }
}

contract RegistriesInvariants is SproutTest {
    RegistryHandler internal handler;

    function setUp() public override {
        super.setUp();
        handler = new RegistryHandler(registrar, nodes, fleet);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @dev One function, so that one campaign checks everything.
    function invariant_OnlyThoseWithTheRightChangeThings() external view {
        _projectsAreAsTheirPeopleLeftThem();
        _anOperatorServesOneNode();
        _onlyOperatorsOfActiveAllowedNodesAreAllowed();
    }

    function _projectsAreAsTheirPeopleLeftThem() private view {
        VM.assertEq(registrar.projectCount(), handler.projects());
        for (uint64 id = 2; id <= handler.projects(); ++id) {
            VM.assertEq(registrar.ownerOf(id), handler.ownerOf(id));
            (, bytes32 hash, bool paused) = registrar.projects(id);
            VM.assertEq(hash, handler.hashOf(id));
            VM.assertEq(paused, handler.paused(id));
            for (uint256 i = 0; i < 5; ++i) {
                address person = handler.people(i);
                bool expected = handler.ownerOf(id) == person || handler.operates(id, person);
                VM.assertEq(registrar.canOperateProject(person, id), expected);
            }
        }
    }

    function _anOperatorServesOneNode() private view {
        VM.assertEq(nodes.nodeCount(), handler.nodeCount());
        for (uint256 id = 2; id <= handler.nodeCount(); ++id) {
            (bool active, address nodeOperator) = nodes.getNode(id);
            VM.assertEq(nodes.ownerOf(id), handler.nodeOwner(id));
            VM.assertEq(active, handler.active(id));
            VM.assertEq(nodeOperator, handler.nodeOperator(id));
            (uint256 back,,) = nodes.getNodeByOperator(nodeOperator);
            VM.assertEq(back, id);
        }
    }

    function _onlyOperatorsOfActiveAllowedNodesAreAllowed() private view {
        for (uint256 i = 0; i < 5; ++i) {
            address person = handler.people(i);
            (uint256 node,,) = nodes.getNodeByOperator(person);
            for (uint64 id = 2; id <= handler.projects(); ++id) {
                bool expected = node != 0 && handler.active(node) && handler.allowed(id, node);
                VM.assertEq(fleet.isAllowed(person, id), expected);
            }
        }
    }
}
