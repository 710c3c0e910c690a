// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {EnodeBonds} from "../src/EnodeBonds.sol";
import {IBonds} from "../src/interfaces/IBonds.sol";
import {Signature} from "../src/libraries/Tasks.sol";
import {SettlementTest} from "./SettlementTest.sol";

/// @notice Owns a bond and takes no coins.
contract Reluctant {
    function register(EnodeBonds bonds, address enode, Signature calldata consent) external payable {
        bonds.register{value: msg.value}(enode, consent);
    }

    function unstake(EnodeBonds bonds, address enode, uint256 amount) external {
        bonds.unstake(enode, amount);
    }

    function withdraw(EnodeBonds bonds, address enode) external {
        bonds.withdraw(enode);
    }
}

/// @notice The bonds of enodes, and with them what all bonds have in common.
contract BondsTest is SettlementTest {
    uint256 private constant NEW_KEY = 0xbeef;

    address private immutable newcomer = VM.addr(NEW_KEY);

    function test_KnowsItsTerms() public view {
        VM.assertEq(bonds.minimumBond(), ENODE_BOND);
        VM.assertEq(bonds.unbondingDelay(), DELAY);
        VM.assertEq(bonds.slashBeneficiary(), burner);
    }

    function test_RevertWhen_TermsAreInvalid() public {
        VM.expectRevert(abi.encodeWithSelector(IBonds.InvalidDelay.selector, 0));
        new EnodeBonds(1, 0, burner);
        VM.expectRevert(abi.encodeWithSelector(IBonds.InvalidOwner.selector, address(0)));
        new EnodeBonds(1, 1, address(0));
    }

    function testFuzz_Register(uint96 amount) public {
        uint256 value = _bound(amount, ENODE_BOND, type(uint96).max);
        Signature memory consent = _consent(NEW_KEY, stranger);
        VM.deal(stranger, value);
        VM.expectEmit(address(bonds));
        emit IBonds.Registered(newcomer, stranger);
        VM.expectEmit(address(bonds));
        emit IBonds.Staked(newcomer, value, value);
        VM.prank(stranger);
        bonds.register{value: value}(newcomer, consent);
        VM.assertEq(bonds.ownerOf(newcomer), stranger);
        VM.assertTrue(bonds.isBonded(newcomer));
        _holds(newcomer, value, 0, 0);
    }

    function test_RevertWhen_RegisteredBefore() public {
        Signature memory consent = _consent(ENODE_KEY, stranger);
        VM.expectRevert(abi.encodeWithSelector(IBonds.AlreadyRegistered.selector, enode, stranger));
        VM.prank(stranger);
        bonds.register{value: ENODE_BOND}(enode, consent);
        // Not even when all was taken out.
        _takeAllOut();
        VM.expectRevert(abi.encodeWithSelector(IBonds.AlreadyRegistered.selector, enode, stranger));
        VM.prank(stranger);
        bonds.register{value: ENODE_BOND}(enode, consent);
    }

    function test_RevertWhen_BondIsTooLow() public {
        Signature memory consent = _consent(NEW_KEY, stranger);
        VM.expectRevert(abi.encodeWithSelector(IBonds.BondTooLow.selector, ENODE_BOND - 1, ENODE_BOND));
        VM.prank(stranger);
        bonds.register{value: ENODE_BOND - 1}(newcomer, consent);
    }

    function testFuzz_RevertWhen_KeyHasNotConsented(address caller, uint256 wrongKey) public {
        wrongKey = _bound(wrongKey, 1, type(uint128).max);
        VM.assume(caller != stranger && caller != address(0));
        VM.assume(wrongKey != NEW_KEY);
        VM.deal(caller, ENODE_BOND);
        // A consent to somebody else, and one of another key.
        Signature memory consent = _consent(NEW_KEY, stranger);
        VM.expectRevert(abi.encodeWithSelector(IBonds.NotConsented.selector, newcomer, caller));
        VM.prank(caller);
        bonds.register{value: ENODE_BOND}(newcomer, consent);
        consent = _consentOf(wrongKey, newcomer, caller);
        VM.expectRevert(abi.encodeWithSelector(IBonds.NotConsented.selector, newcomer, caller));
        VM.prank(caller);
        bonds.register{value: ENODE_BOND}(newcomer, consent);
    }

    function test_RevertWhen_ZeroAddressConsents() public {
        VM.expectRevert(abi.encodeWithSelector(IBonds.NotConsented.selector, address(0), stranger));
        VM.prank(stranger);
        bonds.register{value: ENODE_BOND}(address(0), Signature(0, 0));
    }

    function test_AnybodyTopsUp() public {
        VM.deal(guardian, 5 ether);
        VM.expectEmit(address(bonds));
        emit IBonds.Staked(enode, 5 ether, ENODE_BOND + 5 ether);
        VM.prank(guardian);
        bonds.topUp{value: 5 ether}(enode);
        _holds(enode, ENODE_BOND + 5 ether, 0, 0);
    }

    function test_RevertWhen_ToppingUpNothing() public {
        VM.expectRevert(abi.encodeWithSelector(IBonds.NotRegistered.selector, newcomer));
        bonds.topUp{value: 1}(newcomer);
        VM.expectRevert(abi.encodeWithSelector(IBonds.ZeroAmount.selector));
        bonds.topUp(enode);
    }

    function testFuzz_UnstakeAndWithdraw(uint96 seed, uint32 early) public {
        uint256 amount = _bound(seed, 1, ENODE_BOND);
        uint256 releaseAt = block.timestamp + DELAY;
        VM.expectEmit(address(bonds));
        emit IBonds.Unstaked(enode, amount, ENODE_BOND - amount, releaseAt);
        VM.prank(stranger);
        bonds.unstake(enode, amount);
        _holds(enode, ENODE_BOND - amount, amount, releaseAt);
        VM.assertFalse(bonds.isBonded(enode));

        VM.warp(releaseAt - _bound(early, 1, DELAY));
        VM.expectRevert(abi.encodeWithSelector(IBonds.StillUnbonding.selector, enode, releaseAt));
        VM.prank(stranger);
        bonds.withdraw(enode);

        VM.warp(releaseAt);
        uint256 before = stranger.balance;
        VM.expectEmit(address(bonds));
        emit IBonds.Withdrawn(enode, stranger, amount);
        VM.prank(stranger);
        VM.assertEq(bonds.withdraw(enode), amount);
        VM.assertEq(stranger.balance, before + amount);
        _holds(enode, ENODE_BOND - amount, 0, 0);
    }

    function test_EachUnstakingBeginsTheDelayAnew() public {
        VM.prank(stranger);
        bonds.unstake(enode, 1 ether);
        VM.warp(block.timestamp + DELAY - 1);
        VM.prank(stranger);
        bonds.unstake(enode, 1 ether);
        _holds(enode, ENODE_BOND - 2 ether, 2 ether, block.timestamp + DELAY);
    }

    function test_RevertWhen_TakingWhatIsNotThere() public {
        VM.prank(stranger);
        VM.expectRevert(abi.encodeWithSelector(IBonds.ZeroAmount.selector));
        bonds.unstake(enode, 0);
        VM.prank(stranger);
        VM.expectRevert(abi.encodeWithSelector(IBonds.InsufficientBond.selector, enode, ENODE_BOND, ENODE_BOND + 1));
        bonds.unstake(enode, ENODE_BOND + 1);
        VM.prank(stranger);
        VM.expectRevert(abi.encodeWithSelector(IBonds.NothingToWithdraw.selector, enode));
        bonds.withdraw(enode);
    }

    function testFuzz_RevertWhen_CallerIsNotOwner(address caller) public {
        VM.assume(caller != stranger);
        VM.prank(caller);
        VM.expectRevert(abi.encodeWithSelector(IBonds.NotBondOwner.selector, enode, caller));
        bonds.unstake(enode, 1);
        VM.prank(caller);
        VM.expectRevert(abi.encodeWithSelector(IBonds.NotBondOwner.selector, enode, caller));
        bonds.withdraw(enode);
        VM.prank(caller);
        VM.expectRevert(abi.encodeWithSelector(IBonds.NotRegistered.selector, newcomer));
        bonds.unstake(newcomer, 1);
    }

    // Equivocation

    function testFuzz_EquivocationTakesHalf(uint64 sequence, bytes32 first, bytes32 second, uint96 seed) public {
        VM.assume(first != second);
        uint256 leaving = _bound(seed, 0, ENODE_BOND);
        if (leaving != 0) {
            VM.prank(stranger);
            bonds.unstake(enode, leaving);
        }
        bytes32 offence = keccak256(abi.encode(projectId, sequence));
        uint256 fromStaked = ENODE_BOND - leaving < 5 ether ? ENODE_BOND - leaving : 5 ether;
        EnodeBonds.SignedTask memory one = _signed(ENODE_KEY, sequence, first);
        EnodeBonds.SignedTask memory other = _signed(ENODE_KEY, sequence, second);
        VM.expectEmit(address(bonds));
        emit IBonds.Slashed(enode, guardian, offence, 5 ether, 0.5 ether, ENODE_BOND - leaving - fromStaked);
        VM.prank(guardian);
        VM.assertEq(bonds.reportEquivocation(projectId, sequence, one, other), enode);

        IBonds.Bond memory bond = bonds.bondOf(enode);
        VM.assertEq(bond.staked, ENODE_BOND - leaving - fromStaked);
        VM.assertEq(bond.leaving, leaving - (5 ether - fromStaked));
        VM.assertEq(bonds.claimable(guardian), 0.5 ether);
        VM.assertEq(bonds.claimable(burner), 4.5 ether);
        VM.assertTrue(bonds.isSlashedFor(enode, offence));

        // Once for each number, in whatever order the evidence comes.
        VM.expectRevert(abi.encodeWithSelector(IBonds.AlreadySlashed.selector, enode, offence));
        bonds.reportEquivocation(projectId, sequence, other, one);
    }

    function test_HalfIsRoundedUpToTheLastCoin() public {
        VM.prank(stranger);
        bonds.unstake(enode, ENODE_BOND);
        VM.warp(block.timestamp + DELAY);
        VM.prank(stranger);
        bonds.withdraw(enode);
        VM.prank(stranger);
        bonds.topUp{value: 3}(enode);
        _equivocate(1);
        _holds(enode, 1, 0, 0);
        _equivocate(2);
        _holds(enode, 0, 0, 0);
        EnodeBonds.SignedTask memory one = _signed(ENODE_KEY, 3, "one");
        EnodeBonds.SignedTask memory other = _signed(ENODE_KEY, 3, "other");
        VM.expectRevert(abi.encodeWithSelector(IBonds.NothingToSlash.selector, enode));
        bonds.reportEquivocation(projectId, 3, one, other);
        // The evidence is not used up.
        VM.assertFalse(bonds.isSlashedFor(enode, keccak256(abi.encode(projectId, uint64(3)))));
    }

    function test_RevertWhen_NothingContradicts() public {
        EnodeBonds.SignedTask memory one = _signed(ENODE_KEY, 1, "one");
        VM.expectRevert(abi.encodeWithSelector(IBonds.NoContradiction.selector));
        bonds.reportEquivocation(projectId, 1, one, one);
        EnodeBonds.SignedTask memory other = _signed(NEW_KEY, 1, "other");
        VM.expectRevert(abi.encodeWithSelector(IBonds.DifferentSigners.selector, enode, newcomer));
        bonds.reportEquivocation(projectId, 1, one, other);
    }

    function test_RevertWhen_NumbersDiffer() public {
        EnodeBonds.SignedTask memory one = _signed(ENODE_KEY, 1, "one");
        EnodeBonds.SignedTask memory other = _signed(ENODE_KEY, 2, "other");
        // Under another number a signature is somebody else's, whom nobody knows.
        VM.expectPartialRevert(IBonds.DifferentSigners.selector);
        bonds.reportEquivocation(projectId, 1, one, other);
    }

    function test_ClaimWhatSlashingGranted() public {
        _equivocate(1);
        VM.expectEmit(address(bonds));
        emit IBonds.Claimed(burner, 4.5 ether);
        VM.prank(stranger);
        VM.assertEq(bonds.claim(burner), 4.5 ether);
        VM.assertEq(burner.balance, 4.5 ether);
        VM.expectRevert(abi.encodeWithSelector(IBonds.NothingToClaim.selector, burner));
        bonds.claim(burner);
    }

    function test_RevertWhen_OwnerTakesNoCoins() public {
        Reluctant reluctant = new Reluctant();
        Signature memory consent = _consent(NEW_KEY, address(reluctant));
        VM.prank(stranger);
        reluctant.register{value: ENODE_BOND}(bonds, newcomer, consent);
        reluctant.unstake(bonds, newcomer, ENODE_BOND);
        VM.warp(block.timestamp + DELAY);
        VM.expectRevert(abi.encodeWithSelector(IBonds.TransferFailed.selector, address(reluctant), ENODE_BOND));
        reluctant.withdraw(bonds, newcomer);
        VM.assertEq(bonds.bondOf(newcomer).leaving, ENODE_BOND);
    }

    function _equivocate(uint64 sequence) private {
        EnodeBonds.SignedTask memory one = _signed(ENODE_KEY, sequence, "one");
        EnodeBonds.SignedTask memory other = _signed(ENODE_KEY, sequence, "other");
        VM.prank(guardian);
        bonds.reportEquivocation(projectId, sequence, one, other);
    }

    function _takeAllOut() private {
        VM.prank(stranger);
        bonds.unstake(enode, ENODE_BOND);
        VM.warp(block.timestamp + DELAY);
        VM.prank(stranger);
        bonds.withdraw(enode);
    }

    function _signed(uint256 key, uint64 sequence, bytes32 digest) private view returns (EnodeBonds.SignedTask memory) {
        return EnodeBonds.SignedTask(digest, _signTask(key, sequence, digest));
    }

    function _consent(uint256 key, address bondOwner) private view returns (Signature memory) {
        return _consentOf(key, VM.addr(key), bondOwner);
    }

    function _consentOf(uint256 key, address account, address bondOwner) private view returns (Signature memory) {
        return _sign(key, bonds.consentHash(account, bondOwner));
    }

    function _holds(address account, uint256 staked, uint256 leaving, uint256 releaseAt) private view {
        IBonds.Bond memory bond = bonds.bondOf(account);
        VM.assertEq(bond.staked, staked);
        VM.assertEq(bond.leaving, leaving);
        VM.assertEq(bond.releaseAt, releaseAt);
    }
}
