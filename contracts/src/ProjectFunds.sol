// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IProjectFunds} from "./interfaces/IProjectFunds.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title ProjectFunds
/// @notice Keeps what projects prepaid and what znodes earned. At all times the contract's coins are the sum of both.
/// @dev A project's balance belongs to the project, and changes hands with it.
abstract contract ProjectFunds is IProjectFunds, ReentrancyGuardTransient {
    using SafeCast for uint256;

    /// @dev `next` replaces `fee` at `nextAt`, unless that is zero.
    struct Fee {
        uint96 fee;
        uint96 next;
        uint64 nextAt;
    }

    /// @notice How long what a project prepaid or promised still counts after its owner changed that, in seconds.
    uint256 public immutable withdrawalDelay;

    /// @inheritdoc IProjectFunds
    mapping(uint64 projectId => Funds) public fundsOf;
    /// @inheritdoc IProjectFunds
    mapping(address account => uint256) public rewardsOf;

    mapping(uint64 projectId => Fee) private _fees;

    constructor(uint256 withdrawalDelay_) {
        if (withdrawalDelay_ == 0) revert InvalidDelay(withdrawalDelay_);
        withdrawalDelay = withdrawalDelay_;
    }

    /// @inheritdoc IProjectFunds
    function deposit(uint64 projectId) external payable {
        _requireProject(projectId);
        if (msg.value == 0) revert ZeroAmount();
        fundsOf[projectId].balance = (fundsOf[projectId].balance + msg.value).toUint96();
        emit Deposited(projectId, msg.sender, msg.value);
    }

    /// @inheritdoc IProjectFunds
    function requestWithdrawal(uint64 projectId, uint256 amount) external {
        _requireOwner(projectId);
        Funds storage funds = fundsOf[projectId];
        if (amount > funds.balance) revert InsufficientFunds(projectId, funds.balance, amount);
        // At most the balance.
        // forge-lint: disable-next-line(unsafe-typecast)
        funds.leaving = uint96(amount);
        funds.releaseAt = amount == 0 ? 0 : _later();
        emit WithdrawalRequested(projectId, amount, funds.releaseAt);
    }

    /// @inheritdoc IProjectFunds
    function withdraw(uint64 projectId) external nonReentrant returns (uint256 amount) {
        _requireOwner(projectId);
        Funds storage funds = fundsOf[projectId];
        uint96 part = funds.leaving < funds.balance ? funds.leaving : funds.balance;
        if (part == 0) revert NoWithdrawalRequested(projectId);
        if (block.timestamp < funds.releaseAt) revert WithdrawalNotDue(projectId, funds.releaseAt);
        fundsOf[projectId] = Funds(funds.balance - part, 0, 0);
        emit FundsWithdrawn(projectId, msg.sender, part);
        _send(msg.sender, part);
        return part;
    }

    /// @inheritdoc IProjectFunds
    function setFee(uint64 projectId, uint256 fee) external {
        _requireOwner(projectId);
        uint256 present = feeOf(projectId);
        uint96 next = fee.toUint96();
        uint64 nextAt = next < present ? _later() : 0;
        // What is in force came from a uint96.
        // forge-lint: disable-next-line(unsafe-typecast)
        _fees[projectId] = nextAt == 0 ? Fee(next, 0, 0) : Fee(uint96(present), next, nextAt);
        emit FeeChanged(projectId, fee, nextAt == 0 ? block.timestamp : nextAt);
    }

    /// @inheritdoc IProjectFunds
    function charge(uint64 projectId, uint256 tasks, address payee) external {
        _requireChargeable(projectId);
        uint256 amount = tasks * feeOf(projectId);
        uint256 balance = fundsOf[projectId].balance;
        if (amount > balance) revert InsufficientFunds(projectId, balance, amount);
        // Smaller than before.
        // forge-lint: disable-next-line(unsafe-typecast)
        fundsOf[projectId].balance = uint96(balance - amount);
        rewardsOf[payee] += amount;
        emit Charged(projectId, payee, tasks, amount);
    }

    /// @inheritdoc IProjectFunds
    function claimRewards(address account) external nonReentrant returns (uint256 amount) {
        amount = rewardsOf[account];
        if (amount == 0) revert NoRewards(account);
        delete rewardsOf[account];
        emit RewardsClaimed(account, amount);
        _send(account, amount);
    }

    /// @inheritdoc IProjectFunds
    function feeOf(uint64 projectId) public view returns (uint256) {
        Fee memory fee = _fees[projectId];
        return fee.nextAt != 0 && block.timestamp >= fee.nextAt ? fee.next : fee.fee;
    }

    /// @dev Reverts unless the project exists.
    function _requireProject(uint64 projectId) internal view virtual;

    /// @dev Reverts unless the caller owns the project.
    function _requireOwner(uint64 projectId) internal view virtual;

    /// @dev Reverts unless the caller may charge the project now.
    function _requireChargeable(uint64 projectId) internal view virtual;

    function _send(address to, uint256 amount) private {
        (bool success,) = to.call{value: amount}("");
        if (!success) revert TransferFailed(to, amount);
    }

    function _later() private view returns (uint64) {
        return (block.timestamp + withdrawalDelay).toUint64();
    }
}
