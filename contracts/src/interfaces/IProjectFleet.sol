// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IProjectRegistry} from "./IProjectRegistry.sol";

/// @title IProjectFleet
/// @notice Which znodes serve which project, and whether they are enough.
interface IProjectFleet {
    /// @notice A project waits until enough znodes have joined, is served while they are, and then waits again. What
    ///         it was sent meanwhile stays.
    enum State {
        Waiting,
        Serving
    }

    /// @notice What a project's owner says of a znode: nothing, that it may join, or that it may not even if the
    ///         project is open.
    enum Admission {
        None,
        Admitted,
        Expelled
    }

    /// @notice The znode serves the project.
    event Joined(uint64 indexed projectId, address indexed operator);
    /// @notice The znode no longer serves the project: it left, was expelled, or is no longer fit for it.
    event Left(uint64 indexed projectId, address indexed operator);
    /// @notice The project's owner lets the znode join.
    event Admitted(uint64 indexed projectId, address indexed operator);
    /// @notice The project's owner does not let the znode join, and if it had joined, it is out.
    event Expelled(uint64 indexed projectId, address indexed operator);
    /// @notice The project is waiting or being served from now on: it has so many znodes and requires so many.
    event StateChanged(uint64 indexed projectId, State state, uint256 znodes, uint256 required);

    /// @notice The caller is not the project's owner.
    error NotProjectOwner(uint64 projectId, address caller);
    /// @notice The caller is neither the operator nor the owner of its bond.
    error NotOperator(address operator, address caller);
    /// @notice The znode's bond is too low, or it does not offer the project's runtimes.
    error ZnodeUnfit(uint64 projectId, address operator);
    /// @notice The project's owner has expelled the znode, or has not admitted it and the project is not open.
    error NotAdmitted(uint64 projectId, address operator);
    /// @notice The znode serves the project already.
    error AlreadyJoined(uint64 projectId, address operator);
    /// @notice The znode does not serve the project.
    error NotJoined(uint64 projectId, address operator);
    /// @notice The znode has not joined the project, or has too little at stake.
    error NotMember(uint64 projectId, address operator);
    /// @notice The project has as many znodes as it can have.
    error FleetFull(uint64 projectId, uint256 limit);

    /// @notice Lets the znode serve a project. Operator or owner of its bond.
    function join(uint64 projectId, address operator) external;

    /// @notice Ends that. Operator or owner of its bond.
    function leave(uint64 projectId, address operator) external;

    /// @notice Lets the znode join, even if the project is not open. Project owner only; twice changes nothing.
    function admit(uint64 projectId, address operator) external;

    /// @notice Puts the znode out, and does not let it join again, even if the project is open. Project owner only.
    function expel(uint64 projectId, address operator) external;

    /// @notice Puts out znodes that are no longer fit and notes the project's state. Anybody may call it, after a
    ///         slashing or a change of attributes.
    function refresh(uint64 projectId) external;

    /// @notice The znodes that serve the project now, whether or not `refresh` was called.
    function fleetOf(uint64 projectId) external view returns (address[] memory operators);

    /// @notice The project's state now, whether or not `refresh` was called: waiting or served, how many znodes it has,
    ///         how many it requires (zero before its owner set attributes; then it waits).
    function stateOf(uint64 projectId) external view returns (State state, uint256 znodes, uint256 required);

    /// @notice Whether the znode has joined the project and has enough at stake.
    function isMember(uint64 projectId, address operator) external view returns (bool);

    /// @notice What projects ask of znodes.
    function registry() external view returns (IProjectRegistry);

    /// @notice What the project's owner says of the znode.
    function admissionOf(uint64 projectId, address operator) external view returns (Admission);

    /// @notice Who is paid for the znode's work: the owner of its bond. Reverts unless it is a member of the project.
    function payeeOf(uint64 projectId, address operator) external view returns (address);
}
