// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title IProjectFunds
/// @notice What projects prepaid for their tasks, and what was earned with it.
interface IProjectFunds {
    /// @notice Coins of one project, and what a task of it pays.
    /// @param balance What pays for tasks, in wei.
    /// @param fee What a task pays, in wei, before `nextFeeAt`.
    /// @param nextFeeAt When `nextFee` replaces `fee`, in seconds of Unix time; zero: never.
    /// @param nextFee What a task pays from then on, in wei.
    /// @param leaving How much of `balance` its owner asked back, in wei; pays for tasks until it is taken out, but from
    ///        `releaseAt` on can go at any time: what znodes can count on is the rest.
    /// @param releaseAt When `leaving` may be withdrawn, in seconds of Unix time.
    struct Funds {
        uint96 balance;
        uint96 fee;
        uint64 nextFeeAt;
        uint96 nextFee;
        uint96 leaving;
        uint64 releaseAt;
    }

    /// @notice `amount` was added to the project's balance.
    event Deposited(uint64 indexed projectId, address indexed from, uint256 amount);
    /// @notice The owner asked for `amount` of the balance; until `releaseAt` tasks are still paid from it.
    event WithdrawalRequested(uint64 indexed projectId, uint256 amount, uint256 releaseAt);
    /// @notice The owner took `amount` out.
    event FundsWithdrawn(uint64 indexed projectId, address indexed owner, uint256 amount);
    /// @notice From `effectiveAt` on a task of the project pays `fee`.
    event FeeChanged(uint64 indexed projectId, uint256 fee, uint256 effectiveAt);
    /// @notice `tasks` settled tasks of the project earned `payee` so much in all.
    event Charged(uint64 indexed projectId, address indexed payee, uint256 tasks, uint256 amount);
    /// @notice What `account` had earned was sent to it.
    event RewardsClaimed(address indexed account, uint256 amount);

    /// @notice The delay must not be zero.
    error InvalidDelay(uint256 delay);
    /// @notice An amount of zero does nothing.
    error ZeroAmount();
    /// @notice The project has less than that.
    error InsufficientFunds(uint64 projectId, uint256 balance, uint256 amount);
    /// @notice The project's owner asked for nothing back, or tasks have used it up.
    error NoWithdrawalRequested(uint64 projectId);
    /// @notice Tasks may still be paid from what was asked back, until this time.
    error WithdrawalNotDue(uint64 projectId, uint256 releaseAt);
    /// @notice Only the settlement contract that the project's owner named may charge the project.
    error NotSettlement(uint64 projectId, address caller);
    /// @notice The account has earned nothing that it has not been paid.
    error NoRewards(address account);
    /// @notice The coins could not be sent.
    error TransferFailed(address to, uint256 amount);

    /// @notice Adds the sent coins to a project's balance. Anybody may.
    function deposit(uint64 projectId) external payable;

    /// @notice Asks for `amount` of the balance in all; zero takes the wish back. Project owner only. Work that is under
    ///         way has the withdrawal delay to be settled and paid.
    function requestWithdrawal(uint64 projectId, uint256 amount) external;

    /// @notice Sends the owner what was asked for, or what of it tasks have left. Project owner only.
    /// @return amount What was sent, in wei.
    function withdraw(uint64 projectId) external returns (uint256 amount);

    /// @notice Sets what a task pays, in wei. Project owner only. More counts at once, less after the withdrawal delay:
    ///         work that is under way is paid as promised.
    function setFee(uint64 projectId, uint256 fee) external;

    /// @notice Pays for settled tasks of a project that is not paused. Only its settlement contract.
    /// @param tasks How many.
    /// @param payee Who earned the fees.
    function charge(uint64 projectId, uint256 tasks, address payee) external;

    /// @notice Sends `account` what it has earned. Anybody may call it.
    /// @return amount What was sent, in wei.
    function claimRewards(address account) external returns (uint256 amount);

    /// @notice Coins of a project; all zero if it has none.
    function fundsOf(uint64 projectId) external view returns (Funds memory);

    /// @notice What a task of the project pays now, in wei.
    function feeOf(uint64 projectId) external view returns (uint256);

    /// @notice What `account` has earned and was not paid yet, in wei.
    function rewardsOf(address account) external view returns (uint256);
}
