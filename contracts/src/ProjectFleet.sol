// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IProjectFleet} from "./interfaces/IProjectFleet.sol";
import {FLEET_LIMIT, IProjectRegistry} from "./interfaces/IProjectRegistry.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";

/// @title ProjectFleet
/// @notice Keeps, per project, the znodes that serve it, and whether they are enough.
/// @dev A znode that becomes unfit (slashed, unstaked, a runtime withdrawn) stops counting at once in all views; the
///      next change of the fleet, or `refresh`, takes it from the books and tells in the events.
abstract contract ProjectFleet is IProjectFleet {
    using EnumerableSet for EnumerableSet.AddressSet;

    /// @inheritdoc IProjectFleet
    IProjectRegistry public immutable registry;

    /// @inheritdoc IProjectFleet
    mapping(uint64 projectId => mapping(address operator => Admission)) public admissionOf;

    mapping(uint64 projectId => EnumerableSet.AddressSet) private _fleets;
    mapping(uint64 projectId => State) private _noted;

    constructor(IProjectRegistry registry_) {
        registry = registry_;
    }

    /// @dev A project that does not exist has no owner: `ownerOf` reverts with ERC721NonexistentToken.
    modifier onlyProjectOwner(uint64 projectId) {
        if (IERC721(address(registry)).ownerOf(projectId) != msg.sender) revert NotProjectOwner(projectId, msg.sender);
        _;
    }

    modifier onlyOperatorOrOwner(address operator) {
        if (msg.sender != operator && !_isBondOwner(operator, msg.sender)) revert NotOperator(operator, msg.sender);
        _;
    }

    /// @inheritdoc IProjectFleet
    function join(uint64 projectId, address operator) external onlyOperatorOrOwner(operator) {
        IProjectRegistry.Attributes memory attributes = registry.attributesOf(projectId);
        Admission admission = admissionOf[projectId][operator];
        if (admission == Admission.Expelled || (admission == Admission.None && !attributes.open)) {
            revert NotAdmitted(projectId, operator);
        }
        if (attributes.requiredZnodes == 0 || !_isFit(operator, attributes.runtimes)) {
            revert ZnodeUnfit(projectId, operator);
        }
        if (_fleets[projectId].contains(operator)) revert AlreadyJoined(projectId, operator);
        _refresh(projectId, attributes);
        if (_fleets[projectId].length() >= FLEET_LIMIT) revert FleetFull(projectId, FLEET_LIMIT);
        // slither-disable-next-line unused-return
        _fleets[projectId].add(operator);
        emit Joined(projectId, operator);
        _note(projectId, attributes.requiredZnodes);
    }

    /// @inheritdoc IProjectFleet
    function leave(uint64 projectId, address operator) external onlyOperatorOrOwner(operator) {
        if (!_fleets[projectId].contains(operator)) revert NotJoined(projectId, operator);
        _remove(projectId, operator);
        refresh(projectId);
    }

    /// @inheritdoc IProjectFleet
    function admit(uint64 projectId, address operator) external onlyProjectOwner(projectId) {
        if (admissionOf[projectId][operator] == Admission.Admitted) return;
        admissionOf[projectId][operator] = Admission.Admitted;
        emit Admitted(projectId, operator);
    }

    /// @inheritdoc IProjectFleet
    function expel(uint64 projectId, address operator) external onlyProjectOwner(projectId) {
        admissionOf[projectId][operator] = Admission.Expelled;
        emit Expelled(projectId, operator);
        if (_fleets[projectId].contains(operator)) _remove(projectId, operator);
        refresh(projectId);
    }

    /// @inheritdoc IProjectFleet
    function refresh(uint64 projectId) public {
        IProjectRegistry.Attributes memory attributes = registry.attributesOf(projectId);
        _refresh(projectId, attributes);
        _note(projectId, attributes.requiredZnodes);
    }

    /// @inheritdoc IProjectFleet
    function fleetOf(uint64 projectId) external view returns (address[] memory operators) {
        (operators,) = _fitOf(projectId);
    }

    /// @inheritdoc IProjectFleet
    function stateOf(uint64 projectId) external view returns (State state, uint256 znodes, uint256 required) {
        address[] memory operators;
        (operators, required) = _fitOf(projectId);
        znodes = operators.length;
        state = _state(znodes, required);
    }

    /// @inheritdoc IProjectFleet
    function isMember(uint64 projectId, address operator) public view returns (bool) {
        return _fleets[projectId].contains(operator) && _isFit(operator, 0);
    }

    /// @dev Whether the znode has enough at stake and offers all of these runtimes.
    function _isFit(address operator, uint32 runtimes) internal view virtual returns (bool);

    function _isBondOwner(address operator, address account) internal view virtual returns (bool);

    function _refresh(uint64 projectId, IProjectRegistry.Attributes memory attributes) private {
        EnumerableSet.AddressSet storage fleet = _fleets[projectId];
        // From the end, because removing moves the last one into the gap.
        for (uint256 i = fleet.length(); i > 0; --i) {
            address operator = fleet.at(i - 1);
            if (!_isFit(operator, attributes.runtimes)) _remove(projectId, operator);
        }
    }

    function _remove(uint64 projectId, address operator) private {
        // slither-disable-next-line unused-return
        _fleets[projectId].remove(operator);
        emit Left(projectId, operator);
    }

    function _note(uint64 projectId, uint256 required) private {
        uint256 znodes = _fleets[projectId].length();
        State state = _state(znodes, required);
        if (state == _noted[projectId]) return;
        _noted[projectId] = state;
        emit StateChanged(projectId, state, znodes, required);
    }

    function _fitOf(uint64 projectId) private view returns (address[] memory operators, uint256 required) {
        IProjectRegistry.Attributes memory attributes = registry.attributesOf(projectId);
        operators = _fleets[projectId].values();
        uint256 count;
        for (uint256 i = 0; i < operators.length; ++i) {
            if (_isFit(operators[i], attributes.runtimes)) operators[count++] = operators[i];
        }
        assembly ("memory-safe") {
            mstore(operators, count)
        }
        required = attributes.requiredZnodes;
    }

    function _state(uint256 znodes, uint256 required) private pure returns (State) {
        return required > 0 && znodes >= required ? State.Serving : State.Waiting;
    }
}
