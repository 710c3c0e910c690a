// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title IBonds
/// @notice Coins that accounts stand surety with: put in, taken out after a delay, and slashed until they are out.
interface IBonds {
    /// @notice Coins of one account.
    /// @param owner Whose they are; zero if the account was never registered.
    /// @param staked What counts as its bond, in wei.
    /// @param leaving What is on its way out and can still be slashed, in wei.
    /// @param releaseAt When `leaving` may be withdrawn, in seconds of Unix time.
    struct Bond {
        address owner;
        uint96 staked;
        uint96 leaving;
        uint64 releaseAt;
    }

    /// @notice `account` works with a bond that belongs to `owner`.
    event Registered(address indexed account, address indexed owner);
    /// @notice `amount` was added to the account's bond, which is `staked` now.
    event Staked(address indexed account, uint256 amount, uint256 staked);
    /// @notice `amount` is on its way out; all that is can be withdrawn at `releaseAt`. `staked` stays.
    event Unstaked(address indexed account, uint256 amount, uint256 staked, uint256 releaseAt);
    /// @notice The owner took `amount` out.
    event Withdrawn(address indexed account, address indexed owner, uint256 amount);
    /// @notice The account lost `amount`, of which `reporter` got `bounty`; `staked` stays. The offence names the evidence.
    event Slashed(
        address indexed account,
        address indexed reporter,
        bytes32 indexed offence,
        uint256 amount,
        uint256 bounty,
        uint256 staked
    );
    /// @notice `account` was paid what slashing had granted it.
    event Claimed(address indexed account, uint256 amount);

    /// @notice The zero address can neither own a bond nor receive what is slashed.
    error InvalidOwner(address owner);
    /// @notice The delay must not be zero.
    error InvalidDelay(uint256 delay);
    /// @notice The account has a bond already, of this owner.
    error AlreadyRegistered(address account, address owner);
    /// @notice The account has no bond.
    error NotRegistered(address account);
    /// @notice The account's key has not signed that this owner may bond it.
    error NotConsented(address account, address owner);
    /// @notice The caller does not own the account's bond.
    error NotBondOwner(address account, address caller);
    /// @notice An amount of zero does nothing.
    error ZeroAmount();
    /// @notice A new bond must be at least this high.
    error BondTooLow(uint256 amount, uint256 minimum);
    /// @notice The account has less at stake than is to be taken.
    error InsufficientBond(address account, uint256 staked, uint256 amount);
    /// @notice Nothing of the account is on its way out.
    error NothingToWithdraw(address account);
    /// @notice What is on its way out can still be slashed until this time.
    error StillUnbonding(address account, uint256 releaseAt);
    /// @notice The account was slashed for this offence before.
    error AlreadySlashed(address account, bytes32 offence);
    /// @notice The account has nothing left to slash.
    error NothingToSlash(address account);
    /// @notice The two statements contradict each other in nothing.
    error NoContradiction();
    /// @notice The two statements are of different signers.
    error DifferentSigners(address first, address second);
    /// @notice Nothing is owed to the account.
    error NothingToClaim(address account);
    /// @notice The coins could not be sent.
    error TransferFailed(address to, uint256 amount);

    /// @notice Adds the sent coins to a registered account's bond. Anybody may.
    function topUp(address account) external payable;

    /// @notice Starts to take `amount` of the bond out. Owner only; begins the delay anew for all that is on its way.
    function unstake(address account, uint256 amount) external;

    /// @notice Sends the owner what is on its way out, once the delay is over. Owner only.
    /// @return amount What was sent, in wei.
    function withdraw(address account) external returns (uint256 amount);

    /// @notice Sends `account` what slashing granted it. Anybody may call it.
    /// @return amount What was sent, in wei.
    function claim(address account) external returns (uint256 amount);

    /// @notice Coins of an account; all zero if it has none.
    function bondOf(address account) external view returns (Bond memory);

    /// @notice Who owns the account's bond; zero if it was never registered.
    function ownerOf(address account) external view returns (address);

    /// @notice Whether the account has at least the minimum at stake.
    function isBonded(address account) external view returns (bool);

    /// @notice What slashing granted the account and it has not claimed, in wei.
    function claimable(address account) external view returns (uint256);

    /// @notice What an account's key signs (EIP-712) so that `owner` may bond it.
    function consentHash(address account, address owner) external view returns (bytes32);
}
