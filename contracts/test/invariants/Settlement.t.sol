// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {EnodeBonds} from "../../src/EnodeBonds.sol";
import {ProjectRegistry} from "../../src/ProjectRegistry.sol";
import {TaskSettlement} from "../../src/TaskSettlement.sol";
import {ZnodeStaking} from "../../src/ZnodeStaking.sol";
import {IBonds} from "../../src/interfaces/IBonds.sol";
import {IProjectFleet} from "../../src/interfaces/IProjectFleet.sol";
import {ITaskSettlement} from "../../src/interfaces/ITaskSettlement.sol";
import {IZnodeStaking} from "../../src/interfaces/IZnodeStaking.sol";
import {Signature} from "../../src/libraries/Tasks.sol";
import {SettlementTest} from "../SettlementTest.sol";

/// @notice A whole network doing at random what its people can do, and books of what should have become of the coins.
/// @dev It is a network of its own, so that it can sign for everybody in it.
contract SettlementHandler is SettlementTest {
    uint64 public constant TASKS = 300;

    // Coins that came from outside and went back, in all contracts.
    uint256 public paidIn;
    uint256 public paidOut;
    // How often each task was accepted, and how many in all.
    mapping(uint64 sequence => uint256) public accepted;
    uint256 public acceptedCount;
    // What the project had, less what its owner took and what its tasks cost.
    uint256 public projectBalance = 1000 ether;
    // When what an account or the project has on its way out may go, and how much of it came back before its time.
    mapping(address account => uint256) public releaseAt;
    uint256 public projectReleaseAt;
    uint256 public early;
    mapping(address account => uint256) public slashedFor;

    constructor() {
        setUp();
        paidIn = 1000 ether + 5 * MINIMUM + ENODE_BOND;
    }

    function people(uint256 i) public view returns (address) {
        return [znodeOwner, stranger, owner, burner, guardian][i % 5];
    }

    function contracts() external view returns (ProjectRegistry, ZnodeStaking, EnodeBonds, TaskSettlement) {
        return (registry, staking, bonds, settlement);
    }

    function place() external view returns (uint64, address[5] memory, address) {
        return (projectId, znodes, enode);
    }

    /// @dev Batches overlap at random; now and then a signer is no member, and nothing may come of it.
    function settle(uint64 first, uint8 size, uint8 from, uint8 settlerSeed) external {
        first = uint64(_bound(first, 1, TASKS));
        uint256 count = _bound(size, 1, 4);
        address settler = znodes[settlerSeed % 5];
        uint256 fresh = _fresh(first, count);
        uint256 price = fresh * registry.feeOf(projectId);
        bool may = fresh > 0 && _maySettle(settler, price) && _areMembers(from % 3);
        if (!_try(settler, _batch(settler, first, count, from % 3), may)) return;
        projectBalance -= price;
        for (uint64 i = 0; i < count; ++i) {
            accepted[first + i] = 1;
        }
        acceptedCount += fresh;
    }

    /// @dev The same task by its other door, which must know of what came through the first.
    function settleProved(uint64 sequence, uint8 settlerSeed) external {
        sequence = uint64(_bound(sequence, 1, TASKS));
        address settler = znodes[settlerSeed % 5];
        uint256 price = registry.feeOf(projectId);
        bool may = accepted[sequence] == 0 && _maySettle(settler, price);
        ITaskSettlement.Job memory job = ITaskSettlement.Job(projectId, VERSION, PROVED_PROGRAM);
        bytes memory call = abi.encodeCall(settlement.settle, (job, _task(sequence), abi.encodePacked(PROVED, "valid")));
        if (!_try(settler, call, may)) return;
        projectBalance -= price;
        accepted[sequence] = 1;
        ++acceptedCount;
    }

    function deposit(uint96 amount) external {
        amount = uint96(_bound(amount, 1, 100 ether));
        VM.deal(address(this), amount);
        registry.deposit{value: amount}(projectId);
        projectBalance += amount;
        paidIn += amount;
    }

    function setFee(uint96 fee) external {
        VM.prank(owner);
        registry.setFee(projectId, _bound(fee, 0, 5 ether));
    }

    function requestWithdrawal(uint96 amount) external {
        amount = uint96(_bound(amount, 0, registry.fundsOf(projectId).balance));
        VM.prank(owner);
        registry.requestWithdrawal(projectId, amount);
        projectReleaseAt = block.timestamp + DELAY;
    }

    function withdrawFunds() external {
        uint256 before = owner.balance;
        VM.prank(owner);
        try registry.withdraw(projectId) returns (uint256 amount) {
            if (block.timestamp < projectReleaseAt) early += amount;
            VM.assertEq(owner.balance - before, amount);
            projectBalance -= amount;
            paidOut += amount;
        } catch {}
    }

    function claimRewards() external {
        uint256 before = znodeOwner.balance;
        try registry.claimRewards(znodeOwner) {
            paidOut += znodeOwner.balance - before;
        } catch {}
    }

    function topUp(uint8 which, uint96 amount) external {
        (IBonds book, address account,) = _account(which);
        amount = uint96(_bound(amount, 1, MINIMUM));
        VM.deal(address(this), amount);
        book.topUp{value: amount}(account);
        paidIn += amount;
    }

    function unstake(uint8 which, uint96 amount) external {
        (IBonds book, address account, address bondOwner) = _account(which);
        uint256 staked = book.bondOf(account).staked;
        if (staked == 0) return;
        VM.prank(bondOwner);
        book.unstake(account, _bound(amount, 1, staked));
        releaseAt[account] = block.timestamp + DELAY;
    }

    function withdraw(uint8 which) external {
        (IBonds book, address account, address bondOwner) = _account(which);
        uint256 before = bondOwner.balance;
        VM.prank(bondOwner);
        try book.withdraw(account) returns (uint256 amount) {
            if (block.timestamp < releaseAt[account]) early += amount;
            VM.assertEq(bondOwner.balance - before, amount);
            paidOut += amount;
        } catch {}
    }

    function claim(uint8 who, bool ofEnodes) external {
        address person = people(who);
        uint256 before = person.balance;
        IBonds book = ofEnodes ? IBonds(bonds) : IBonds(staking);
        try book.claim(person) {
            paidOut += person.balance - before;
        } catch {}
    }

    function slashZnode(uint8 which, uint64 sequence) external {
        uint256 i = which % 5;
        sequence %= 8;
        IZnodeStaking.AttestedResult memory one = _result(keys[i], sequence, "one");
        IZnodeStaking.AttestedResult memory other = _result(keys[i], sequence, "other");
        bytes memory call =
            abi.encodeCall(staking.reportDoubleAttestation, (projectId, _digest(sequence), PROGRAM, one, other));
        _slash(IBonds(staking), znodes[i], call, sequence);
    }

    function slashEnode(uint64 sequence) external {
        sequence %= 8;
        EnodeBonds.SignedTask memory one = EnodeBonds.SignedTask("one", _signTask(ENODE_KEY, sequence, "one"));
        EnodeBonds.SignedTask memory other = EnodeBonds.SignedTask("other", _signTask(ENODE_KEY, sequence, "other"));
        bytes memory call = abi.encodeCall(bonds.reportEquivocation, (projectId, sequence, one, other));
        _slash(IBonds(bonds), enode, call, sequence);
    }

    function joinOrLeave(uint8 which, bool joins) external {
        address operator = znodes[which % 5];
        VM.prank(operator);
        if (joins) {
            try staking.join(projectId, operator) {} catch {}
        } else {
            try staking.leave(projectId, operator) {} catch {}
        }
    }

    function refresh() external {
        staking.refresh(projectId);
    }

    function pass(uint32 time) external {
        VM.warp(block.timestamp + _bound(time, 1, DELAY));
    }

    function _batch(address settler, uint64 first, uint256 count, uint256 from) private view returns (bytes memory) {
        Signature[] memory signatures = _quorum(settler, _root(first, count), from, QUORUM);
        return abi.encodeCall(settlement.settleAttested, (_job(), _tasks(first, count), signatures));
    }

    function _try(address settler, bytes memory call, bool expected) private returns (bool success) {
        VM.prank(settler);
        (success,) = address(settlement).call(call);
        VM.assertTrue(success == expected, "settled without right, or refused with it");
    }

    function _maySettle(address settler, uint256 price) private view returns (bool) {
        return
            staking.isMember(projectId, settler) && bonds.isBonded(enode)
                && price <= registry.fundsOf(projectId).balance;
    }

    function _slash(IBonds book, address account, bytes memory call, uint64 sequence) private {
        IBonds.Bond memory before = book.bondOf(account);
        uint256 total = uint256(before.staked) + before.leaving;
        bool may = total > 0 && slashedFor[account] & (1 << sequence) == 0;
        VM.prank(guardian);
        (bool success,) = address(book).call(call);
        VM.assertTrue(success == may, "slashed twice, or not at all");
        if (!success) return;
        slashedFor[account] |= 1 << sequence;
        IBonds.Bond memory left = book.bondOf(account);
        VM.assertEq(uint256(left.staked) + left.leaving, total / 2);
    }

    function _result(uint256 key, uint64 sequence, bytes32 journalDigest)
        private
        view
        returns (IZnodeStaking.AttestedResult memory)
    {
        Signature memory signature = _attest(key, znodes[0], _leaf(_digest(sequence), journalDigest));
        return IZnodeStaking.AttestedResult(journalDigest, znodes[0], new bytes32[](0), signature);
    }

    function _account(uint8 which) private view returns (IBonds book, address account, address bondOwner) {
        if (which % 6 == 5) return (bonds, enode, stranger);
        return (staking, znodes[which % 6], znodeOwner);
    }

    function _areMembers(uint256 from) private view returns (bool) {
        for (uint256 i = 0; i < QUORUM; ++i) {
            if (!staking.isMember(projectId, znodes[from + i])) return false;
        }
        return true;
    }

    function _fresh(uint64 first, uint256 count) private view returns (uint256 fresh) {
        for (uint64 i = 0; i < count; ++i) {
            if (accepted[first + i] == 0) ++fresh;
        }
    }
}

contract SettlementInvariants is SettlementTest {
    SettlementHandler internal handler;
    address[5] internal members;
    address internal signer;

    function setUp() public override {
        handler = new SettlementHandler();
        (registry, staking, bonds, settlement) = handler.contracts();
        (projectId, members, signer) = handler.place();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @dev What SettlementTest has for tests is no step of a campaign.
    function excludeSelectors() external view returns (FuzzSelector[] memory excluded) {
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = SettlementTest.setUp.selector;
        excluded = new FuzzSelector[](1);
        excluded[0] = FuzzSelector(address(handler), selectors);
    }

    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    /// @dev One function, so that one campaign checks everything.
    function invariant_CoinsAndTasksAreAsTheyShouldBe() external view {
        _noCoinIsCreatedOrLost();
        _tasksAreSettledOnce();
        _nothingIsWithdrawnEarly();
        _theStateIsThatOfTheFleet();
    }

    function _noCoinIsCreatedOrLost() private view {
        uint256 owed = uint256(registry.fundsOf(projectId).balance) + registry.rewardsOf(znodeOwner);
        VM.assertEq(address(registry).balance, owed, "the registry has not what it owes");
        uint256 stakes = 0;
        for (uint256 i = 0; i < 5; ++i) {
            stakes += _bondOf(staking, members[i]);
        }
        VM.assertEq(address(staking).balance, stakes + _claims(staking), "stakes are not what is owed");
        VM.assertEq(address(bonds).balance, _bondOf(bonds, signer) + _claims(bonds), "bonds are not what is owed");
        uint256 all = address(registry).balance + address(staking).balance + address(bonds).balance;
        VM.assertEq(handler.paidIn() - handler.paidOut(), all, "coins came or went");
        VM.assertEq(address(settlement).balance, 0);
        VM.assertEq(registry.fundsOf(projectId).balance, handler.projectBalance(), "a task was charged twice");
    }

    function _tasksAreSettledOnce() private view {
        uint256 count = 0;
        for (uint64 sequence = 0; sequence <= handler.TASKS() + 4; ++sequence) {
            VM.assertEq(settlement.isSettled(projectId, sequence), handler.accepted(sequence) == 1);
            if (settlement.isSettled(projectId, sequence)) ++count;
        }
        VM.assertEq(count, handler.acceptedCount(), "a task was accepted twice");
    }

    function _nothingIsWithdrawnEarly() private view {
        VM.assertEq(handler.early(), 0, "withdrawn before its time");
    }

    function _theStateIsThatOfTheFleet() private view {
        (IProjectFleet.State state, uint256 count, uint256 required) = staking.stateOf(projectId);
        uint256 expected = 0;
        for (uint256 i = 0; i < 5; ++i) {
            if (staking.isMember(projectId, members[i])) ++expected;
        }
        VM.assertEq(count, expected);
        VM.assertEq(state == IProjectFleet.State.Serving, count >= required);
    }

    function _bondOf(IBonds book, address account) private view returns (uint256) {
        IBonds.Bond memory bond = book.bondOf(account);
        return uint256(bond.staked) + bond.leaving;
    }

    function _claims(IBonds book) private view returns (uint256 sum) {
        for (uint256 i = 0; i < 5; ++i) {
            sum += book.claimable(handler.people(i));
        }
    }
}
