// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {W3bstreamRouter} from "../../src/W3bstreamRouter.sol";
import {WeatherInsurance} from "../../src/examples/WeatherInsurance.sol";
import {SproutTest, Vm} from "../SproutTest.sol";

/// @notice Random people doing random things with an insurance, and a book of what they should have got.
contract InsuranceHandler {
    Vm private constant VM = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    bytes32 public constant PROGRAM = keccak256("program");
    bytes32 public constant STATION = "seattle";
    uint256 public constant MONTHS = 3;

    WeatherInsurance public immutable INSURANCE;
    W3bstreamRouter private immutable ROUTER;
    uint256 private immutable PROJECT_ID;
    address private immutable OWNER;
    address private immutable OPERATOR;

    address[2] public holders;
    // What every holder paid in and was covered for, and what was paid out, per month.
    mapping(uint256 month => mapping(address holder => uint256)) public premiums;
    mapping(uint256 month => mapping(address holder => uint256)) public coverages;
    mapping(uint256 month => mapping(address holder => uint256)) public paid;
    mapping(uint256 month => mapping(address holder => uint256)) public claims;
    // How often a task or a month was accepted, and at which share.
    mapping(bytes32 task => uint256) public timesSettled;
    mapping(uint256 month => uint256) public timesDecided;
    mapping(uint256 month => uint256) public decidedBps;
    bytes32[] public tasks;
    uint256 public funded;
    uint256 public withdrawn;
    uint256 public bought;
    uint256 public paidOut;

    constructor(
        WeatherInsurance insurance,
        W3bstreamRouter router,
        uint256 projectId,
        address owner,
        address operator
    ) {
        INSURANCE = insurance;
        ROUTER = router;
        PROJECT_ID = projectId;
        OWNER = owner;
        OPERATOR = operator;
        for (uint256 i = 0; i < holders.length; ++i) {
            holders[i] = address(uint160(0xa11ce000 + i));
        }
    }

    function monthAt(uint256 index) public pure returns (uint256) {
        return 201_201 + index % MONTHS;
    }

    function taskCount() external view returns (uint256) {
        return tasks.length;
    }

    function fund(uint96 amount) external {
        VM.deal(address(this), amount);
        INSURANCE.fund{value: amount}();
        funded += amount;
    }

    function withdraw(uint256 amount) external {
        amount = amount % (INSURANCE.freeCapital() + 1);
        VM.prank(OWNER);
        INSURANCE.withdraw(amount);
        withdrawn += amount;
    }

    function withdrawTooMuch(uint256 amount) external {
        uint256 free = INSURANCE.freeCapital();
        amount = free + 1 + amount % (type(uint256).max - free);
        VM.prank(OWNER);
        (bool success,) = address(INSURANCE).call(abi.encodeCall(INSURANCE.withdraw, (amount)));
        VM.assertFalse(success, "took what is owed to holders");
    }

    function offer(uint256 month, uint16 premiumBps, uint32 sales, uint32 more) external {
        month = monthAt(month);
        if (INSURANCE.term(STATION, month).status != WeatherInsurance.Status.None) return;
        uint64 salesEnd = uint64(block.timestamp + 1 + sales % 30 days);
        VM.prank(OWNER);
        INSURANCE.offer(STATION, month, premiumBps % 2000 + 1, salesEnd, salesEnd + more % 30 days);
    }

    /// @dev Mostly a premium the capital can bear.
    function buy(uint256 month, uint256 holder, uint96 premium) external {
        month = monthAt(month);
        if (premium % 8 != 0) premium = uint96(premium % (INSURANCE.freeCapital() / 10 + 2));
        address buyer = holders[holder % holders.length];
        VM.deal(buyer, premium);
        VM.prank(buyer);
        try INSURANCE.buy{value: premium}(STATION, month) returns (uint256 coverage) {
            premiums[month][buyer] += premium;
            coverages[month][buyer] += coverage;
            bought += premium;
        } catch {
            VM.assertEq(buyer.balance, premium, "a refused purchase kept the money");
        }
    }

    /// @dev Tasks repeat, months repeat, reports are sometimes unusable: most deliveries are refused.
    function submit(uint256 task, uint256 month, uint256 days_, bool pays, uint256 payoutBps) external {
        bytes32 digest = bytes32(task % 32);
        month = monthAt(month);
        // Without this most months would be decided before anybody insured them.
        if (task % 8 != 0 && INSURANCE.term(STATION, month).coverage == 0) return;
        payoutBps = payoutBps % 10_500;
        bytes memory report =
            abi.encode(STATION, month, 27 + days_ % 5, uint256(0), int256(0), int256(0), pays, payoutBps, uint256(0));
        bytes memory journal = abi.encode(uint256(1), block.chainid, PROJECT_ID, digest, report);
        VM.recordLogs();
        VM.prank(OPERATOR);
        ROUTER.submit(PROJECT_ID, address(INSURANCE), abi.encode(journal, PROGRAM, bytes32(0), "cid"));
        Vm.Log[] memory logs = VM.getRecordedLogs();
        (bool success,) = abi.decode(logs[logs.length - 1].data, (bool, string));
        if (!success) return;
        if (timesSettled[digest]++ == 0) tasks.push(digest);
        timesDecided[month]++;
        decidedBps[month] = pays ? payoutBps : 0;
    }

    function claim(uint256 month, uint256 holder) external {
        month = monthAt(month);
        address claimant = holders[holder % holders.length];
        uint256 before = claimant.balance;
        uint256 due = INSURANCE.claimable(claimant, STATION, month);
        VM.prank(claimant);
        try INSURANCE.claim(STATION, month) returns (uint256 amount) {
            VM.assertEq(amount, due, "paid other than announced");
            VM.assertEq(claimant.balance - before, amount, "said other than paid");
            paid[month][claimant] += amount;
            claims[month][claimant]++;
            paidOut += amount;
        } catch {
            VM.assertEq(due, 0, "refused a claim that was due");
        }
    }

    function expire(uint256 month) external {
        month = monthAt(month);
        try INSURANCE.expire(STATION, month) {} catch {}
    }

    function pass(uint32 time) external {
        VM.warp(block.timestamp + time % 10 days);
    }
}

contract WeatherInsuranceInvariants is SproutTest {
    InsuranceHandler internal handler;
    WeatherInsurance internal insurance;

    function setUp() public override {
        super.setUp();
        insurance = new WeatherInsurance(address(router), projectId, owner, 28);
        handler = new InsuranceHandler(insurance, router, projectId, owner, operator);
        VM.prank(owner);
        router.register(projectId, address(insurance));
        bytes32 program = handler.PROGRAM();
        VM.prank(owner);
        insurance.acceptProgram(program);
        handler.fund(1 ether);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @dev One function, so that one campaign checks everything.
    function invariant_MoneyIsSafeAndDecisionsAreFinal() external view {
        _balanceCoversObligations();
        _noMoneyAppearsOrVanishes();
        _obligationsCoverEveryClaim();
        _nobodyIsPaidTwice();
        _tasksAndMonthsAreDecidedOnce();
    }

    function _balanceCoversObligations() private view {
        VM.assertGe(address(insurance).balance, insurance.obligations(), "insolvent");
    }

    function _noMoneyAppearsOrVanishes() private view {
        VM.assertEq(
            address(insurance).balance + handler.withdrawn() + handler.paidOut(), handler.funded() + handler.bought()
        );
    }

    function _obligationsCoverEveryClaim() private view {
        uint256 claimable;
        for (uint256 m = 0; m < handler.MONTHS(); ++m) {
            uint256 month = handler.monthAt(m);
            WeatherInsurance.Term memory term = insurance.term(handler.STATION(), month);
            if (term.status == WeatherInsurance.Status.Open) claimable += term.coverage;
            for (uint256 h = 0; h < 2; ++h) {
                claimable += insurance.claimable(handler.holders(h), handler.STATION(), month);
            }
        }
        VM.assertGe(insurance.obligations(), claimable, "claims beyond what is set aside");
    }

    function _nobodyIsPaidTwice() private view {
        for (uint256 m = 0; m < handler.MONTHS(); ++m) {
            uint256 month = handler.monthAt(m);
            bool settled = handler.timesDecided(month) == 1;
            for (uint256 h = 0; h < 2; ++h) {
                address holder = handler.holders(h);
                VM.assertLe(handler.claims(month, holder), 1, "two claims of one policy");
                uint256 due = settled
                    ? handler.coverages(month, holder) * handler.decidedBps(month) / 10_000
                    : handler.premiums(month, holder);
                VM.assertLe(handler.paid(month, holder), due, "paid more than was granted");
            }
        }
    }

    function _tasksAndMonthsAreDecidedOnce() private view {
        for (uint256 m = 0; m < handler.MONTHS(); ++m) {
            VM.assertLe(handler.timesDecided(handler.monthAt(m)), 1, "a month decided twice");
        }
        for (uint256 i = 0; i < handler.taskCount(); ++i) {
            bytes32 task = handler.tasks(i);
            VM.assertEq(handler.timesSettled(task), 1);
            VM.assertTrue(insurance.isSettled(task));
        }
    }
}
