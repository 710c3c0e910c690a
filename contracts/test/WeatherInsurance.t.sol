// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {SproutReceiver} from "../src/SproutReceiver.sol";
import {WeatherInsurance} from "../src/examples/WeatherInsurance.sol";
import {SproutTest, Vm} from "./SproutTest.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

/// @notice A policy holder that cannot be paid, or that tries to be paid twice.
contract DifficultHolder {
    WeatherInsurance private immutable INSURANCE;
    bytes32 private immutable STATION;
    uint256 private immutable MONTH;
    bool private immutable GREEDY;

    constructor(WeatherInsurance insurance, bytes32 station, uint256 month, bool greedy) payable {
        INSURANCE = insurance;
        STATION = station;
        MONTH = month;
        GREEDY = greedy;
    }

    receive() external payable {
        if (GREEDY) INSURANCE.claim(STATION, MONTH);
        else revert("keep it");
    }

    function buy(uint256 premium) external {
        INSURANCE.buy{value: premium}(STATION, MONTH);
    }

    function claim() external {
        INSURANCE.claim(STATION, MONTH);
    }
}

contract WeatherInsuranceTest is SproutTest {
    bytes32 internal constant PROGRAM = keccak256("program");
    bytes32 internal constant STATION = "seattle";
    uint256 internal constant MONTH = 201_201;
    uint256 internal constant MINIMUM_DAYS = 28;
    uint16 internal constant PREMIUM_BPS = 1000;

    address internal immutable farmer = _address("farmer");
    address internal immutable miller = _address("miller");

    WeatherInsurance internal insurance;
    uint64 internal salesEnd;
    uint64 internal settleBy;
    // Numbers the tasks that are submitted.
    uint256 internal task;

    function setUp() public override {
        super.setUp();
        insurance = new WeatherInsurance(address(router), projectId, owner, MINIMUM_DAYS);
        VM.prank(owner);
        router.register(projectId, address(insurance));
        VM.prank(owner);
        insurance.acceptProgram(PROGRAM);
        VM.deal(owner, 1000 ether);
        VM.deal(farmer, 1000 ether);
        VM.deal(miller, 1000 ether);
        VM.prank(owner);
        insurance.fund{value: 100 ether}();
        salesEnd = uint64(block.timestamp + 1 days);
        settleBy = uint64(block.timestamp + 40 days);
        _offer(MONTH);
    }

    // Buying

    function test_Offer() public {
        VM.expectEmit(address(insurance));
        emit WeatherInsurance.MonthOffered(STATION, 201_202, PREMIUM_BPS, salesEnd, settleBy);
        _offer(201_202);
        WeatherInsurance.Term memory term = insurance.term(STATION, 201_202);
        VM.assertTrue(term.status == WeatherInsurance.Status.Open);
        VM.assertEq(term.premiumBps, PREMIUM_BPS);
        VM.assertEq(term.salesEnd, salesEnd);
        VM.assertEq(term.settleBy, settleBy);
    }

    function test_BuyAddsUp() public {
        VM.expectEmit(address(insurance));
        emit WeatherInsurance.PolicyBought(farmer, STATION, MONTH, 1 ether, 10 ether);
        _buy(farmer, 1 ether);
        _buy(farmer, 2 ether);
        WeatherInsurance.Policy memory policy = insurance.policyOf(farmer, STATION, MONTH);
        VM.assertEq(policy.premium, 3 ether);
        VM.assertEq(policy.coverage, 30 ether);
        VM.assertEq(insurance.obligations(), 30 ether);
        VM.assertEq(insurance.freeCapital(), 73 ether);
        WeatherInsurance.Term memory term = insurance.term(STATION, MONTH);
        VM.assertEq(term.premiums, 3 ether);
        VM.assertEq(term.coverage, 30 ether);
    }

    function testFuzz_BuyNeverExceedsCapital(uint256 capital, uint256 premium, uint16 premiumBps) public {
        capital = _bound(capital, 0, 1e27);
        premium = _bound(premium, 1, 1e27);
        premiumBps = uint16(_bound(premiumBps, 1, 10_000));
        VM.prank(owner);
        insurance.withdraw(100 ether);
        VM.deal(owner, capital);
        VM.prank(owner);
        insurance.fund{value: capital}();
        VM.prank(owner);
        insurance.offer(STATION, 201_207, premiumBps, salesEnd, settleBy);
        VM.deal(farmer, premium);

        uint256 coverage = premium * 10_000 / premiumBps;
        if (coverage > capital + premium) {
            VM.expectRevert(
                abi.encodeWithSelector(WeatherInsurance.InsufficientCapital.selector, coverage, capital + premium)
            );
            VM.prank(farmer);
            insurance.buy{value: premium}(STATION, 201_207);
        } else {
            VM.prank(farmer);
            VM.assertEq(insurance.buy{value: premium}(STATION, 201_207), coverage);
        }
        VM.assertGe(address(insurance).balance, insurance.obligations(), "insolvent");
    }

    function testFuzz_RevertWhen_MonthIsInvalid(uint256 month) public {
        uint256 ofYear = month % 100;
        VM.assume(month < 190_000 || month > 999_999 || ofYear == 0 || ofYear > 12);
        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(WeatherInsurance.InvalidMonth.selector, month));
        insurance.offer(STATION, month, PREMIUM_BPS, salesEnd, settleBy);
        _refuses(_report(month, 31, true, 5000), abi.encodeWithSelector(WeatherInsurance.InvalidMonth.selector, month));
    }

    function test_RevertWhen_OfferIsInvalid() public {
        uint16[2] memory prices = [uint16(0), 10_001];
        for (uint256 i = 0; i < prices.length; ++i) {
            VM.prank(owner);
            VM.expectRevert(abi.encodeWithSelector(WeatherInsurance.InvalidPremium.selector, prices[i]));
            insurance.offer(STATION, 201_203, prices[i], salesEnd, settleBy);
        }
        uint64 present = uint64(block.timestamp);
        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(WeatherInsurance.InvalidPeriod.selector, present, settleBy));
        insurance.offer(STATION, 201_203, PREMIUM_BPS, present, settleBy);
        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(WeatherInsurance.InvalidPeriod.selector, salesEnd, salesEnd - 1));
        insurance.offer(STATION, 201_203, PREMIUM_BPS, salesEnd, salesEnd - 1);
    }

    function test_RevertWhen_MonthIsKnown() public {
        bytes memory known = abi.encodeWithSelector(WeatherInsurance.MonthAlreadyKnown.selector, STATION, MONTH);
        VM.prank(owner);
        VM.expectRevert(known);
        insurance.offer(STATION, MONTH, PREMIUM_BPS, salesEnd, settleBy);
        _settle(_report(MONTH, 31, false, 0));
        VM.prank(owner);
        VM.expectRevert(known);
        insurance.offer(STATION, MONTH, PREMIUM_BPS, salesEnd, settleBy);
    }

    function test_RevertWhen_NotForSale() public {
        VM.prank(farmer);
        VM.expectRevert(abi.encodeWithSelector(WeatherInsurance.MonthNotOpen.selector, STATION, 201_212));
        insurance.buy{value: 1 ether}(STATION, 201_212);
        VM.prank(farmer);
        VM.expectRevert(abi.encodeWithSelector(WeatherInsurance.PremiumMissing.selector));
        insurance.buy(STATION, MONTH);

        VM.warp(salesEnd);
        _buy(farmer, 1);
        VM.warp(salesEnd + 1);
        VM.prank(farmer);
        VM.expectRevert(abi.encodeWithSelector(WeatherInsurance.SalesEnded.selector, STATION, MONTH, salesEnd));
        insurance.buy{value: 1 ether}(STATION, MONTH);

        _settle(_report(MONTH, 31, false, 0));
        VM.prank(farmer);
        VM.expectRevert(abi.encodeWithSelector(WeatherInsurance.MonthNotOpen.selector, STATION, MONTH));
        insurance.buy{value: 1 ether}(STATION, MONTH);
    }

    // Settling and claiming

    function test_SettlementPaysWhatTheProofSays() public {
        _buy(farmer, 1 ether);
        _buy(miller, 2 ether);
        VM.expectEmit(address(insurance));
        emit WeatherInsurance.MonthSettled(STATION, MONTH, bytes32(uint256(1)), 2500, 1733, 128, -71);
        _settle(_report(MONTH, 31, true, 2500));

        VM.assertTrue(insurance.term(STATION, MONTH).status == WeatherInsurance.Status.Settled);
        VM.assertEq(insurance.obligations(), 7.5 ether);
        VM.assertEq(insurance.claimable(farmer, STATION, MONTH), 2.5 ether);
        VM.expectEmit(address(insurance));
        emit WeatherInsurance.Claimed(farmer, STATION, MONTH, 2.5 ether);
        VM.prank(farmer);
        VM.assertEq(insurance.claim(STATION, MONTH), 2.5 ether);
        VM.assertEq(farmer.balance, 1001.5 ether);
        VM.prank(miller);
        insurance.claim(STATION, MONTH);
        VM.assertEq(miller.balance, 1003 ether);
        VM.assertEq(insurance.obligations(), 0);
        VM.assertEq(insurance.freeCapital(), 95.5 ether);
    }

    function test_MonthThatDoesNotPayFreesTheCapital() public {
        _buy(farmer, 1 ether);
        // A share beside `pays = false` means nothing.
        _settle(_report(MONTH, 31, false, 5000));
        VM.assertEq(insurance.obligations(), 0);
        VM.assertEq(insurance.freeCapital(), 101 ether);
        _nothingToClaim(farmer);
    }

    function testFuzz_PaysExactlyOnce(uint256 premium, uint256 payoutBps) public {
        premium = _bound(premium, 1, 11 ether);
        payoutBps = _bound(payoutBps, 0, 10_000);
        _buy(farmer, premium);
        _settle(_report(MONTH, 30, true, payoutBps));
        uint256 due = premium * 10 * payoutBps / 10_000;
        if (due == 0) return _nothingToClaim(farmer);
        uint256 before = farmer.balance;
        VM.prank(farmer);
        VM.assertEq(insurance.claim(STATION, MONTH), due);
        VM.assertEq(farmer.balance - before, due);
        _nothingToClaim(farmer);
    }

    function test_SettlementThroughTheRouterOnlyOnce() public {
        _buy(farmer, 1 ether);
        _settle(_report(MONTH, 31, true, 10_000));
        bytes memory decided = abi.encodeWithSelector(WeatherInsurance.MonthAlreadyDecided.selector, STATION, MONTH);
        _refuses(_report(MONTH, 31, true, 10_000), decided);
        _refuses(_report(MONTH, 31, false, 0), decided);
        VM.assertEq(insurance.obligations(), 10 ether);
    }

    function test_MonthsAndStationsAreApart() public {
        _offer(201_202);
        VM.prank(owner);
        insurance.offer("portland", MONTH, PREMIUM_BPS, salesEnd, settleBy);
        _buy(farmer, 1 ether);
        VM.prank(farmer);
        insurance.buy{value: 2 ether}(STATION, 201_202);
        VM.prank(farmer);
        insurance.buy{value: 3 ether}("portland", MONTH);
        _settle(_report(201_202, 29, true, 10_000));
        VM.assertEq(insurance.claimable(farmer, STATION, MONTH), 0);
        VM.assertEq(insurance.claimable(farmer, STATION, 201_202), 20 ether);
        VM.assertEq(insurance.claimable(farmer, "portland", MONTH), 0);
    }

    function test_MonthNobodyOfferedIsDecidedToo() public {
        _settle(_report(201_206, 30, true, 10_000));
        VM.assertTrue(insurance.term(STATION, 201_206).status == WeatherInsurance.Status.Settled);
        VM.assertEq(insurance.obligations(), 0);
        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(WeatherInsurance.MonthAlreadyKnown.selector, STATION, 201_206));
        insurance.offer(STATION, 201_206, PREMIUM_BPS, salesEnd, settleBy);
    }

    function test_RevertWhen_ReportIsUnusable() public {
        _refuses("short", abi.encodeWithSelector(WeatherInsurance.MalformedReport.selector, 5));
        bytes memory long = abi.encodePacked(_report(MONTH, 31, true, 1), uint256(0));
        _refuses(long, abi.encodeWithSelector(WeatherInsurance.MalformedReport.selector, 320));
        _refuses(
            _report(MONTH, 27, true, 1), abi.encodeWithSelector(WeatherInsurance.TooFewDays.selector, 27, MINIMUM_DAYS)
        );
        _refuses(
            _report(MONTH, 31, true, 10_001), abi.encodeWithSelector(WeatherInsurance.InvalidPayout.selector, 10_001)
        );
        VM.assertTrue(insurance.term(STATION, MONTH).status == WeatherInsurance.Status.Open);
    }

    function testFuzz_RevertWhen_NotThroughTheRouter(address caller) public {
        VM.assume(caller != address(router));
        bytes memory payload = _payload(bytes32(uint256(1)), _report(MONTH, 31, true, 10_000));
        VM.prank(caller);
        VM.expectRevert(abi.encodeWithSelector(SproutReceiver.NotRouter.selector, caller, address(router)));
        insurance.receiveData(payload);
    }

    // Expiry

    function test_ExpiryGivesPremiumsBack() public {
        _buy(farmer, 1 ether);
        VM.warp(settleBy);
        VM.expectRevert(abi.encodeWithSelector(WeatherInsurance.MonthNotDue.selector, STATION, MONTH, settleBy));
        insurance.expire(STATION, MONTH);

        VM.warp(settleBy + 1);
        VM.expectEmit(address(insurance));
        emit WeatherInsurance.MonthExpired(STATION, MONTH);
        VM.prank(stranger);
        insurance.expire(STATION, MONTH);
        VM.assertEq(insurance.obligations(), 1 ether);
        VM.prank(farmer);
        VM.assertEq(insurance.claim(STATION, MONTH), 1 ether);
        VM.assertEq(farmer.balance, 1000 ether);
        _nothingToClaim(farmer);

        VM.expectRevert(abi.encodeWithSelector(WeatherInsurance.MonthNotOpen.selector, STATION, MONTH));
        insurance.expire(STATION, MONTH);
        _refuses(
            _report(MONTH, 31, true, 10_000),
            abi.encodeWithSelector(WeatherInsurance.MonthAlreadyDecided.selector, STATION, MONTH)
        );
    }

    function test_LateSettlementBeforeExpiryCounts() public {
        _buy(farmer, 1 ether);
        VM.warp(settleBy + 1);
        _settle(_report(MONTH, 31, true, 10_000));
        VM.assertEq(insurance.claimable(farmer, STATION, MONTH), 10 ether);
    }

    // Money

    function test_OwnerTakesOnlyFreeCapital() public {
        _buy(farmer, 1 ether);
        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(WeatherInsurance.InsufficientCapital.selector, 91 ether + 1, 91 ether));
        insurance.withdraw(91 ether + 1);
        VM.expectEmit(address(insurance));
        emit WeatherInsurance.Withdrawn(owner, 91 ether);
        VM.prank(owner);
        insurance.withdraw(91 ether);
        VM.assertEq(owner.balance, 991 ether);
        VM.assertEq(insurance.freeCapital(), 0);
    }

    function test_AnybodyFunds() public {
        VM.expectEmit(address(insurance));
        emit WeatherInsurance.Funded(farmer, 3);
        VM.prank(farmer);
        insurance.fund{value: 3}();
        VM.assertEq(insurance.freeCapital(), 100 ether + 3);
    }

    function testFuzz_RevertWhen_CallerIsNotOwner(address caller) public {
        VM.assume(caller != owner);
        bytes memory notOwner = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, caller);
        VM.prank(caller);
        VM.expectRevert(notOwner);
        insurance.offer(STATION, 201_203, PREMIUM_BPS, salesEnd, settleBy);
        VM.prank(caller);
        VM.expectRevert(notOwner);
        insurance.withdraw(1);
    }

    function test_RevertWhen_HolderCannotBePaid() public {
        DifficultHolder holder = _difficultHolder(false);
        _settle(_report(MONTH, 31, true, 10_000));
        VM.expectRevert(abi.encodeWithSelector(WeatherInsurance.TransferFailed.selector, address(holder), 10 ether));
        holder.claim();
        VM.assertEq(insurance.claimable(address(holder), STATION, MONTH), 10 ether);
    }

    function test_RevertWhen_HolderClaimsWithinItsClaim() public {
        DifficultHolder holder = _difficultHolder(true);
        _buy(farmer, 1 ether);
        _settle(_report(MONTH, 31, true, 10_000));
        VM.expectRevert(abi.encodeWithSelector(WeatherInsurance.TransferFailed.selector, address(holder), 10 ether));
        holder.claim();
        VM.prank(farmer);
        VM.assertEq(insurance.claim(STATION, MONTH), 10 ether);
    }

    function _difficultHolder(bool greedy) private returns (DifficultHolder holder) {
        holder = new DifficultHolder(insurance, STATION, MONTH, greedy);
        VM.deal(address(holder), 1 ether);
        holder.buy(1 ether);
    }

    function _offer(uint256 month) private {
        VM.prank(owner);
        insurance.offer(STATION, month, PREMIUM_BPS, salesEnd, settleBy);
    }

    function _buy(address holder, uint256 premium) private {
        VM.prank(holder);
        insurance.buy{value: premium}(STATION, MONTH);
    }

    function _nothingToClaim(address holder) private {
        VM.assertEq(insurance.claimable(holder, STATION, MONTH), 0);
        VM.prank(holder);
        VM.expectRevert(abi.encodeWithSelector(WeatherInsurance.NothingToClaim.selector, holder, STATION, MONTH));
        insurance.claim(STATION, MONTH);
    }

    function _report(uint256 month, uint256 days_, bool pays, uint256 payoutBps) private pure returns (bytes memory) {
        return abi.encode(STATION, month, days_, uint256(1733), int256(128), int256(-71), pays, payoutBps, uint256(0));
    }

    function _payload(bytes32 digest, bytes memory output) private view returns (bytes memory) {
        bytes memory journal = abi.encode(uint256(1), block.chainid, uint256(projectId), digest, output);
        return abi.encode(journal, PROGRAM, bytes32(0), "bafkreceipt");
    }

    /// @dev Submits a new task and expects the insurance to take it.
    function _settle(bytes memory output) private {
        bytes32 digest = bytes32(++task);
        VM.prank(operator);
        router.submit(projectId, address(insurance), _payload(digest, output));
        VM.assertTrue(insurance.isSettled(digest), "task not settled");
    }

    /// @dev Submits a new task and expects the insurance to refuse it for the reason.
    function _refuses(bytes memory output, bytes memory reason) private {
        bytes32 digest = bytes32(++task);
        bytes memory payload = _payload(digest, output);
        VM.recordLogs();
        VM.prank(operator);
        router.submit(projectId, address(insurance), payload);
        // Forge also records what reverted calls logged; the router speaks last.
        Vm.Log[] memory logs = VM.getRecordedLogs();
        (bool success, string memory given) = abi.decode(logs[logs.length - 1].data, (bool, string));
        VM.assertFalse(success);
        VM.assertEq(given, Strings.toHexString(reason));
        VM.assertFalse(insurance.isSettled(digest));
    }
}
