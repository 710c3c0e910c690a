// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {HeatingAllowance} from "../src/examples/HeatingAllowance.sol";
import {Halo2Test, WordVerifier} from "./Halo2Receiver.t.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @notice Refuses to be paid.
contract Purist {
    function claim(HeatingAllowance allowance) external {
        allowance.claim();
    }
}

contract HeatingAllowanceTest is Halo2Test {
    uint256 internal constant MINIMUM_DAYS = 28;
    uint256 internal constant WEI_PER_DEGREE_DAY = 1e15;
    uint256 internal constant MONTH = 201_201;

    address internal immutable tenant = _address("tenant");

    HeatingAllowance internal allowance;
    uint64 internal sequence;

    function setUp() public override {
        super.setUp();
        allowance = _deploy(tenant);
        VM.deal(owner, 100 ether);
        VM.prank(owner);
        allowance.fund{value: 1 ether}();
    }

    function test_KnowsItsPlace() public view {
        VM.assertEq(address(allowance.router()), address(router));
        VM.assertEq(allowance.projectId(), projectId);
        VM.assertEq(allowance.tenant(), tenant);
        VM.assertEq(allowance.weiPerDegreeDay(), WEI_PER_DEGREE_DAY);
        VM.assertEq(allowance.minimumDays(), MINIMUM_DAYS);
    }

    function test_AColdMonthIsPaid() public {
        bytes memory payload = _month(MONTH, 31, 8200, 728, 567, 4);
        HeatingAllowance.Figures memory figures = HeatingAllowance.Figures({
            days_: 31, frostDays: 4, highestTenthsC: 128, lowestTenthsC: -33, heating: 8200, amount: 0.41 ether
        });
        VM.expectEmit(address(allowance));
        emit HeatingAllowance.MonthProven(MONTH, sha256(_header(sequence)), figures);
        VM.prank(operator);
        allowance.receiveData(payload);
        VM.assertEq(abi.encode(allowance.figuresOf(MONTH)), abi.encode(figures));
        VM.assertEq(allowance.due(), 0.41 ether);

        VM.expectEmit(address(allowance));
        emit HeatingAllowance.Claimed(tenant, 0.41 ether);
        VM.prank(tenant);
        VM.assertEq(allowance.claim(), 0.41 ether);
        VM.assertEq(tenant.balance, 0.41 ether);
        VM.assertEq(allowance.due(), 0);
    }

    function test_RouterDelivers() public {
        bytes memory payload = _month(MONTH, 31, 8200, 728, 567, 4);
        VM.prank(operator);
        router.submit(projectId, address(allowance), payload);
        VM.assertEq(allowance.due(), 0.41 ether);
    }

    /// @dev Whatever the figures, the tenant is due exactly their sum, and the owner cannot take it.
    function testFuzz_WhatIsDueStays(uint256[3] memory heating, uint256 funds) public {
        uint256 sum;
        for (uint256 i = 0; i < 3; ++i) {
            heating[i] = _bound(heating[i], 0, 31 * 1560);
            bytes memory payload = _month(MONTH + i, 31, heating[i], 728, 567, 4);
            VM.prank(operator);
            allowance.receiveData(payload);
            sum += heating[i] * WEI_PER_DEGREE_DAY / 20;
        }
        VM.assertEq(allowance.due(), sum);

        VM.deal(address(allowance), 0);
        funds = _bound(funds, 0, 100 ether);
        VM.deal(owner, funds);
        VM.prank(owner);
        allowance.fund{value: funds}();
        uint256 free = funds > sum ? funds - sum : 0;
        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(HeatingAllowance.InsufficientFunds.selector, free + 1, free));
        allowance.withdraw(free + 1);
        VM.prank(owner);
        allowance.withdraw(free);
        VM.assertEq(owner.balance, free);
        if (sum == 0 || funds < sum) {
            uint256 rest = funds - free;
            VM.expectRevert(abi.encodeWithSelector(HeatingAllowance.InsufficientFunds.selector, sum, rest));
            VM.prank(tenant);
            allowance.claim();
            return;
        }
        VM.prank(tenant);
        allowance.claim();
        VM.assertEq(tenant.balance, sum);
        VM.assertEq(address(allowance).balance, 0);
    }

    function testFuzz_RevertWhen_SubmitterIsNotOfTheFleet(address who) public {
        VM.assume(who != operator && who != address(router));
        bytes memory payload = _month(MONTH, 31, 8200, 728, 567, 4);
        VM.prank(who);
        VM.expectRevert(abi.encodeWithSelector(HeatingAllowance.OperatorNotAllowed.selector, projectId, who));
        allowance.receiveData(payload);
    }

    function testFuzz_RevertWhen_CircuitIsAnother(uint8 count) public {
        VM.assume(count != 6);
        bytes memory header = _header(1);
        uint256[] memory inputs = _inputs(header, new uint256[](count));
        _refuses(
            _payload(header, inputs),
            abi.encodeWithSelector(HeatingAllowance.WrongCircuit.selector, uint256(count) + 1, 7)
        );
    }

    function testFuzz_RevertWhen_MonthIsNone(uint256 month) public {
        uint256 year = month / 100;
        VM.assume(year < 1900 || year > 9999 || month % 100 == 0 || month % 100 > 12);
        _refuses(
            _month(month, 31, 8200, 728, 567, 4), abi.encodeWithSelector(HeatingAllowance.InvalidMonth.selector, month)
        );
    }

    function test_RevertWhen_MonthIsDecided() public {
        bytes memory payload = _month(MONTH, 31, 8200, 728, 567, 4);
        VM.prank(operator);
        allowance.receiveData(payload);
        _refuses(
            _month(MONTH, 31, 9000, 728, 567, 4),
            abi.encodeWithSelector(HeatingAllowance.MonthAlreadyDecided.selector, MONTH)
        );
    }

    function testFuzz_RevertWhen_DaysAreMissing(uint256 days_) public {
        days_ = _bound(days_, 0, MINIMUM_DAYS - 1);
        _refuses(
            _month(MONTH, days_, 100, 728, 567, 0),
            abi.encodeWithSelector(HeatingAllowance.TooFewDays.selector, days_, MINIMUM_DAYS)
        );
    }

    function test_RevertWhen_MoneyIsSomebodyElses() public {
        VM.prank(stranger);
        VM.expectRevert(abi.encodeWithSelector(HeatingAllowance.NotTenant.selector, stranger, tenant));
        allowance.claim();
        VM.prank(stranger);
        VM.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger));
        allowance.withdraw(1);
        VM.prank(tenant);
        VM.expectRevert(abi.encodeWithSelector(HeatingAllowance.InsufficientFunds.selector, 0, 1 ether));
        allowance.claim();
    }

    function test_RevertWhen_TenantCannotBePaid() public {
        Purist purist = new Purist();
        allowance = _deploy(address(purist));
        VM.deal(address(allowance), 1 ether);
        bytes memory payload = _month(MONTH, 31, 8200, 728, 567, 4);
        VM.prank(operator);
        allowance.receiveData(payload);
        VM.expectRevert(abi.encodeWithSelector(HeatingAllowance.TransferFailed.selector, address(purist), 0.41 ether));
        purist.claim(allowance);
        VM.assertEq(allowance.due(), 0.41 ether);
    }

    function _deploy(address tenant_) private returns (HeatingAllowance deployed) {
        deployed = new HeatingAllowance(router, projectId, owner, tenant_, WEI_PER_DEGREE_DAY, MINIMUM_DAYS);
        WordVerifier verifier = new WordVerifier(PROGRAM);
        VM.prank(owner);
        deployed.acceptProgram(PROGRAM, verifier);
        VM.prank(owner);
        router.register(projectId, address(deployed));
    }

    /// @dev The payload of a new task with these figures.
    function _month(uint256 month, uint256 days_, uint256 heating, uint256 highest, uint256 lowest, uint256 frost)
        private
        returns (bytes memory)
    {
        uint256[] memory values = new uint256[](6);
        (values[0], values[1], values[2]) = (month, days_, heating);
        (values[3], values[4], values[5]) = (highest, lowest, frost);
        bytes memory header = _header(++sequence);
        return _payload(header, _inputs(header, values));
    }

    function _refuses(bytes memory payload, bytes memory reason) private {
        VM.prank(operator);
        VM.expectRevert(reason);
        allowance.receiveData(payload);
    }
}
