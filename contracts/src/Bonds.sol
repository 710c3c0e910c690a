// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IBonds} from "./interfaces/IBonds.sol";
import {Signature} from "./libraries/Tasks.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title Bonds
/// @notice Keeps the coins that keys stand surety with. Nobody has the power to slash: evidence does, whoever brings it.
/// @dev A key that works (hot) and the owner of its coins (cold) are two addresses. A key is registered once and for
///      ever, so that what it signed can be held against it, and its coins never change their owner.
abstract contract Bonds is IBonds, EIP712, ReentrancyGuardTransient {
    bytes32 private constant BOND_TYPE = keccak256("Bond(address account,address owner)");
    // Of what is slashed, one part in so many is the reporter's; little enough that reporting oneself saves nothing.
    uint256 private constant BOUNTY_DIVISOR = 10;

    /// @notice The least bond that counts, in wei.
    uint256 public immutable minimumBond;
    /// @notice How long coins can be slashed after they were asked back, in seconds.
    uint256 public immutable unbondingDelay;
    /// @notice Who gets what is slashed, less the reporter's bounty.
    address public immutable slashBeneficiary;

    /// @inheritdoc IBonds
    mapping(address account => uint256) public claimable;
    /// @notice Whether the account was slashed for an offence.
    mapping(address account => mapping(bytes32 offence => bool)) public isSlashedFor;

    // The first slot is all that settling a task reads.
    mapping(address account => Bond) private _bonds;

    constructor(uint256 minimumBond_, uint256 unbondingDelay_, address slashBeneficiary_) EIP712("Sprout", "1") {
        if (unbondingDelay_ == 0) revert InvalidDelay(unbondingDelay_);
        if (slashBeneficiary_ == address(0)) revert InvalidOwner(slashBeneficiary_);
        minimumBond = minimumBond_;
        unbondingDelay = unbondingDelay_;
        slashBeneficiary = slashBeneficiary_;
    }

    modifier onlyBondOwner(address account) {
        _checkOwner(account);
        _;
    }

    /// @inheritdoc IBonds
    function topUp(address account) external payable {
        if (ownerOf(account) == address(0)) revert NotRegistered(account);
        if (msg.value == 0) revert ZeroAmount();
        _stake(account);
    }

    /// @inheritdoc IBonds
    function unstake(address account, uint256 amount) external onlyBondOwner(account) {
        Bond storage bond = _bonds[account];
        if (amount == 0) revert ZeroAmount();
        if (amount > bond.staked) revert InsufficientBond(account, bond.staked, amount);
        // At most what is staked.
        // forge-lint: disable-next-line(unsafe-typecast)
        uint96 part = uint96(amount);
        bond.staked -= part;
        bond.leaving += part;
        bond.releaseAt = SafeCast.toUint64(block.timestamp + unbondingDelay);
        emit Unstaked(account, amount, bond.staked, bond.releaseAt);
    }

    /// @inheritdoc IBonds
    function withdraw(address account) external nonReentrant onlyBondOwner(account) returns (uint256 amount) {
        Bond storage bond = _bonds[account];
        amount = bond.leaving;
        if (amount == 0) revert NothingToWithdraw(account);
        if (block.timestamp < bond.releaseAt) revert StillUnbonding(account, bond.releaseAt);
        bond.leaving = 0;
        bond.releaseAt = 0;
        emit Withdrawn(account, msg.sender, amount);
        _send(msg.sender, amount);
    }

    /// @inheritdoc IBonds
    function claim(address account) external nonReentrant returns (uint256 amount) {
        amount = claimable[account];
        if (amount == 0) revert NothingToClaim(account);
        delete claimable[account];
        emit Claimed(account, amount);
        _send(account, amount);
    }

    /// @inheritdoc IBonds
    function bondOf(address account) external view returns (Bond memory) {
        return _bonds[account];
    }

    /// @inheritdoc IBonds
    function ownerOf(address account) public view returns (address) {
        return _bonds[account].owner;
    }

    /// @inheritdoc IBonds
    function isBonded(address account) public view returns (bool) {
        return _bonds[account].staked >= minimumBond;
    }

    /// @inheritdoc IBonds
    function consentHash(address account, address owner) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(BOND_TYPE, account, owner)));
    }

    /// @dev Bonds `account` with the sent coins, which belong to the caller from then on. Called by payable functions
    ///      only.
    // slither-disable-next-line msg-value-in-nonpayable
    function _register(address account, Signature calldata consent) internal {
        address owner = ownerOf(account);
        if (owner != address(0)) revert AlreadyRegistered(account, owner);
        if (msg.value < minimumBond) revert BondTooLow(msg.value, minimumBond);
        // What is wrong with a signature does not matter: it is then nobody's.
        // slither-disable-next-line unused-return
        (address signer,,) = ECDSA.tryRecover(consentHash(account, msg.sender), consent.r, consent.vs);
        if (signer == address(0) || signer != account) revert NotConsented(account, msg.sender);
        _bonds[account].owner = msg.sender;
        emit Registered(account, msg.sender);
        _stake(account);
    }

    /// @dev Takes half of all the account has here, on its way out or not, rounded up; once for each offence.
    function _slash(address account, bytes32 offence) internal {
        if (isSlashedFor[account][offence]) revert AlreadySlashed(account, offence);
        Bond storage bond = _bonds[account];
        uint256 staked = bond.staked;
        uint256 amount = (staked + bond.leaving + 1) / 2;
        if (amount == 0) revert NothingToSlash(account);

        isSlashedFor[account][offence] = true;
        uint256 fromStaked = amount < staked ? amount : staked;
        // Both are parts of what the same fields held.
        // forge-lint: disable-next-line(unsafe-typecast)
        bond.staked = uint96(staked - fromStaked);
        // forge-lint: disable-next-line(unsafe-typecast)
        bond.leaving -= uint96(amount - fromStaked);
        uint256 bounty = amount / BOUNTY_DIVISOR;
        claimable[msg.sender] += bounty;
        claimable[slashBeneficiary] += amount - bounty;
        emit Slashed(account, msg.sender, offence, amount, bounty, bond.staked);
    }

    /// @dev Called by payable functions only.
    // slither-disable-next-line msg-value-in-nonpayable
    function _stake(address account) private {
        _bonds[account].staked = SafeCast.toUint96(_bonds[account].staked + msg.value);
        emit Staked(account, msg.value, _bonds[account].staked);
    }

    function _send(address to, uint256 amount) private {
        (bool success,) = to.call{value: amount}("");
        if (!success) revert TransferFailed(to, amount);
    }

    function _checkOwner(address account) private view {
        if (ownerOf(account) == address(0)) revert NotRegistered(account);
        if (ownerOf(account) != msg.sender) revert NotBondOwner(account, msg.sender);
    }
}
