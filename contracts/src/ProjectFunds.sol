// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IProjectFunds} from "./interfaces/IProjectFunds.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title ProjectFunds
/// @notice Keeps what projects prepaid and what znodes earned. At all times the contract's coins are the sum of both.
/// @dev A project's balance belongs to the project, and changes hands with it.
abstract contract ProjectFunds is IProjectFunds, ReentrancyGuardTransient {
    /// @notice How long what a project prepaid or promised still counts after its owner changed that, in seconds.
    uint256 public immutable withdrawalDelay;

    /// @inheritdoc IProjectFunds
    mapping(address account => uint256) public rewardsOf;

    // The first slot is all that paying for a task reads and writes.
    mapping(uint64 projectId => Funds) private _funds;

    constructor(uint256 withdrawalDelay_) {
        if (withdrawalDelay_ == 0) revert InvalidDelay(withdrawalDelay_);
        withdrawalDelay = withdrawalDelay_;
    }

    /// @inheritdoc IProjectFunds
    function deposit(uint64 projectId) external payable {
        _requireProject(projectId);
        if (msg.value == 0) revert ZeroAmount();
        _funds[projectId].balance = SafeCast.toUint96(_funds[projectId].balance + msg.value);
        emit Deposited(projectId, msg.sender, msg.value);
    }

    /// @inheritdoc IProjectFunds
    function requestWithdrawal(uint64 projectId, uint256 amount) external {
        _requireOwner(projectId);
        Funds storage funds = _funds[projectId];
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
        Funds storage funds = _funds[projectId];
        uint96 part = funds.leaving < funds.balance ? funds.leaving : funds.balance;
        if (part == 0) revert NoWithdrawalRequested(projectId);
        if (block.timestamp < funds.releaseAt) revert WithdrawalNotDue(projectId, funds.releaseAt);
        funds.balance -= part;
        funds.leaving = 0;
        funds.releaseAt = 0;
        emit FundsWithdrawn(projectId, msg.sender, part);
        _send(msg.sender, part);
        return part;
    }

    /// @inheritdoc IProjectFunds
    function setFee(uint64 projectId, uint256 fee) external {
        _requireOwner(projectId);
        Funds storage funds = _funds[projectId];
        uint96 present = _feeOf(funds);
        uint96 next = SafeCast.toUint96(fee);
        if (next < present) {
            (funds.fee, funds.nextFee, funds.nextFeeAt) = (present, next, _later());
            emit FeeChanged(projectId, next, funds.nextFeeAt);
        } else {
            (funds.fee, funds.nextFee, funds.nextFeeAt) = (next, 0, 0);
            emit FeeChanged(projectId, next, block.timestamp);
        }
    }

    /// @inheritdoc IProjectFunds
    function charge(uint64 projectId, uint256 tasks, address payee) external {
        _requireChargeable(projectId);
        Funds storage funds = _funds[projectId];
        uint256 amount = tasks * _feeOf(funds);
        uint256 balance = funds.balance;
        if (amount > balance) revert InsufficientFunds(projectId, balance, amount);
        // Smaller than before.
        // forge-lint: disable-next-line(unsafe-typecast)
        funds.balance = uint96(balance - amount);
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
    function fundsOf(uint64 projectId) external view returns (Funds memory) {
        return _funds[projectId];
    }

    /// @inheritdoc IProjectFunds
    function feeOf(uint64 projectId) external view returns (uint256) {
        return _feeOf(_funds[projectId]);
    }

    /// @dev Reverts unless the project exists.
    function _requireProject(uint64 projectId) internal view virtual;

    /// @dev Reverts unless the caller owns the project.
    function _requireOwner(uint64 projectId) internal view virtual;

    /// @dev Reverts unless the caller may charge the project now.
    function _requireChargeable(uint64 projectId) internal view virtual;

    function _send(address to, uint256 amount) private {
        // The owner takes what it asked for, or somebody what it earned.
        // slither-disable-next-line arbitrary-send-eth
        (bool success,) = to.call{value: amount}("");
        if (!success) revert TransferFailed(to, amount);
    }

    function _feeOf(Funds storage funds) private view returns (uint96) {
        uint256 nextFeeAt = funds.nextFeeAt;
        return nextFeeAt != 0 && block.timestamp >= nextFeeAt ? funds.nextFee : funds.fee;
    }

    function _later() private view returns (uint64) {
        return SafeCast.toUint64(block.timestamp + withdrawalDelay);
    }
}
