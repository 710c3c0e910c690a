// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {SproutReceiver} from "../SproutReceiver.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";

/// @title WeatherInsurance
/// @notice Parametric insurance of one weather station and month. The owner underwrites: brings capital and offers
///         months at a price. Anyone buys cover. When a proof of the month's readings arrives, policies pay what it says.
/// @dev Months are numbers yyyymm. Money leaves only by `claim` and `withdraw`, each pulled by the one it belongs to.
///      At all times balance ≥ `obligations`: what open months could cost plus what was granted and not yet claimed.
contract WeatherInsurance is SproutReceiver, ReentrancyGuard {
    /// @notice What the proven program says of one month, in the order it is encoded.
    struct Report {
        bytes32 station;
        uint256 month;
        uint256 days_;
        uint256 rainfallTenthsMm;
        int256 maxTempTenthsC;
        int256 minTempTenthsC;
        bool pays;
        uint256 payoutBps;
        uint256 rejected;
    }

    /// @notice Where a month of a station stands.
    /// @dev None: nothing known. Open: policies are sold until `salesEnd`. Settled: a proof arrived. Expired: none
    ///      arrived until `settleBy` and premiums go back.
    enum Status {
        None,
        Open,
        Settled,
        Expired
    }

    /// @notice One insured month of one station.
    struct Term {
        Status status;
        uint16 premiumBps;
        uint16 payoutBps;
        uint64 salesEnd;
        uint64 settleBy;
        uint256 premiums;
        uint256 coverage;
    }

    /// @notice What one holder bought for one month; both zero after the claim.
    struct Policy {
        uint256 premium;
        uint256 coverage;
    }

    /// @notice A month is offered.
    event MonthOffered(
        bytes32 indexed station, uint256 indexed month, uint16 premiumBps, uint64 salesEnd, uint64 settleBy
    );
    /// @notice Cover was bought.
    event PolicyBought(
        address indexed holder, bytes32 indexed station, uint256 indexed month, uint256 premium, uint256 coverage
    );
    /// @notice A proof decided the month; `payoutBps` of the coverage is paid, zero if it does not pay.
    event MonthSettled(
        bytes32 indexed station,
        uint256 indexed month,
        bytes32 indexed taskDigest,
        uint256 payoutBps,
        uint256 rainfallTenthsMm,
        int256 maxTempTenthsC,
        int256 minTempTenthsC
    );
    /// @notice No proof came in time; premiums can be claimed back.
    event MonthExpired(bytes32 indexed station, uint256 indexed month);
    /// @notice A holder took what a month granted.
    event Claimed(address indexed holder, bytes32 indexed station, uint256 indexed month, uint256 amount);
    /// @notice Capital was brought in.
    event Funded(address indexed from, uint256 amount);
    /// @notice The owner took free capital out.
    event Withdrawn(address indexed to, uint256 amount);

    /// @notice Not a month: yyyymm with yyyy from 1900 to 9999.
    error InvalidMonth(uint256 month);
    /// @notice The premium's share of the coverage must be between 1 and 10,000 basis points.
    error InvalidPremium(uint16 premiumBps);
    /// @notice Sales must end in the future and before the settlement is due.
    error InvalidPeriod(uint64 salesEnd, uint64 settleBy);
    /// @notice The month was offered or decided before.
    error MonthAlreadyKnown(bytes32 station, uint256 month);
    /// @notice The month is not open: never offered, settled or expired.
    error MonthNotOpen(bytes32 station, uint256 month);
    /// @notice Policies of this month are no longer sold.
    error SalesEnded(bytes32 station, uint256 month, uint64 salesEnd);
    /// @notice A policy needs a premium.
    error PremiumMissing();
    /// @notice The capital does not cover another policy of this size.
    error InsufficientCapital(uint256 needed, uint256 available);
    /// @notice The month may still be settled.
    error MonthNotDue(bytes32 station, uint256 month, uint64 settleBy);
    /// @notice The output is not a report of this program.
    error MalformedReport(uint256 length);
    /// @notice The month has been decided before.
    error MonthAlreadyDecided(bytes32 station, uint256 month);
    /// @notice Too many readings of the month are missing.
    error TooFewDays(uint256 reported, uint256 required);
    /// @notice A policy cannot pay more than its coverage.
    error InvalidPayout(uint256 payoutBps);
    /// @notice The caller has nothing to claim for this month.
    error NothingToClaim(address holder, bytes32 station, uint256 month);
    /// @notice The receiver of the money refused it.
    error TransferFailed(address to, uint256 amount);

    uint256 private constant BPS = 10_000;
    uint256 private constant REPORT_LENGTH = 9 * 32;

    /// @notice How many valid daily readings a month needs to be decided.
    uint256 public immutable minimumDays;

    /// @notice What the contract may have to pay: coverage of open months and granted, unclaimed money.
    uint256 public obligations;

    mapping(bytes32 key => Term) private _terms;
    mapping(bytes32 key => mapping(address holder => Policy)) private _policies;

    constructor(address router_, uint256 projectId_, address owner_, uint256 minimumDays_)
        SproutReceiver(router_, projectId_, owner_)
    {
        minimumDays = minimumDays_;
    }

    /// @notice Brings capital. Anybody may.
    function fund() external payable {
        emit Funded(msg.sender, msg.value);
    }

    /// @notice Takes free capital out. Owner only.
    function withdraw(uint256 amount) external onlyOwner nonReentrant {
        if (amount > freeCapital()) revert InsufficientCapital(amount, freeCapital());
        emit Withdrawn(msg.sender, amount);
        _send(msg.sender, amount);
    }

    /// @notice Opens a month for sale. Owner only.
    /// @param station The station's name, left-aligned.
    /// @param month yyyymm.
    /// @param premiumBps Price as a share of the coverage in basis points: 500 buys twenty times the premium.
    /// @param salesEnd Unix seconds after which no policy is sold; before any reading of the month can be known.
    /// @param settleBy Unix seconds after which, without a proof, premiums go back.
    function offer(bytes32 station, uint256 month, uint16 premiumBps, uint64 salesEnd, uint64 settleBy)
        external
        onlyOwner
    {
        if (!_isMonth(month)) revert InvalidMonth(month);
        if (premiumBps == 0 || premiumBps > BPS) revert InvalidPremium(premiumBps);
        if (salesEnd <= block.timestamp || settleBy < salesEnd) revert InvalidPeriod(salesEnd, settleBy);
        Term storage term_ = _terms[_key(station, month)];
        if (term_.status != Status.None) revert MonthAlreadyKnown(station, month);
        term_.status = Status.Open;
        term_.premiumBps = premiumBps;
        term_.salesEnd = salesEnd;
        term_.settleBy = settleBy;
        emit MonthOffered(station, month, premiumBps, salesEnd, settleBy);
    }

    /// @notice Buys cover for the value sent. Buying again adds to the policy.
    /// @return coverage What this purchase pays at most.
    function buy(bytes32 station, uint256 month) external payable returns (uint256 coverage) {
        bytes32 key = _key(station, month);
        Term storage term_ = _terms[key];
        if (term_.status != Status.Open) revert MonthNotOpen(station, month);
        if (block.timestamp > term_.salesEnd) revert SalesEnded(station, month, term_.salesEnd);
        if (msg.value == 0) revert PremiumMissing();

        coverage = msg.value * BPS / term_.premiumBps;
        // The premium counts as capital: freeCapital() includes it already.
        if (coverage > freeCapital()) revert InsufficientCapital(coverage, freeCapital());
        obligations += coverage;
        term_.premiums += msg.value;
        term_.coverage += coverage;
        Policy storage policy = _policies[key][msg.sender];
        policy.premium += msg.value;
        policy.coverage += coverage;
        emit PolicyBought(msg.sender, station, month, msg.value, coverage);
    }

    /// @notice Gives premiums back for a month no proof came for. Anybody may call it once the month is overdue.
    function expire(bytes32 station, uint256 month) external {
        Term storage term_ = _terms[_key(station, month)];
        if (term_.status != Status.Open) revert MonthNotOpen(station, month);
        if (block.timestamp <= term_.settleBy) revert MonthNotDue(station, month, term_.settleBy);
        term_.status = Status.Expired;
        obligations = obligations - term_.coverage + term_.premiums;
        emit MonthExpired(station, month);
    }

    /// @notice Pays the caller what a settled or expired month grants, once.
    /// @return amount What was paid, in wei.
    function claim(bytes32 station, uint256 month) external nonReentrant returns (uint256 amount) {
        amount = claimable(msg.sender, station, month);
        if (amount == 0) revert NothingToClaim(msg.sender, station, month);
        delete _policies[_key(station, month)][msg.sender];
        obligations -= amount;
        emit Claimed(msg.sender, station, month, amount);
        _send(msg.sender, amount);
    }

    /// @notice What `holder` can claim now for the month, in wei.
    function claimable(address holder, bytes32 station, uint256 month) public view returns (uint256) {
        bytes32 key = _key(station, month);
        Term storage term_ = _terms[key];
        Policy storage policy = _policies[key][holder];
        if (term_.status == Status.Settled) return policy.coverage * term_.payoutBps / BPS;
        if (term_.status == Status.Expired) return policy.premium;
        return 0;
    }

    /// @notice Capital no policy has a claim on, in wei.
    function freeCapital() public view returns (uint256) {
        return address(this).balance - obligations;
    }

    /// @notice Where a month of a station stands.
    function term(bytes32 station, uint256 month) external view returns (Term memory) {
        return _terms[_key(station, month)];
    }

    /// @notice What `holder` bought for the month and has not claimed.
    function policyOf(address holder, bytes32 station, uint256 month) external view returns (Policy memory) {
        return _policies[_key(station, month)][holder];
    }

    /// @inheritdoc SproutReceiver
    /// @dev A month nobody offered is decided too, so that it cannot be sold once its weather is known.
    function _onOutput(bytes32 taskDigest, bytes memory output) internal override {
        Report memory report = _decodeReport(output);
        Term storage term_ = _terms[_key(report.station, report.month)];
        if (term_.status > Status.Open) revert MonthAlreadyDecided(report.station, report.month);

        uint256 payoutBps = report.pays ? report.payoutBps : 0;
        term_.status = Status.Settled;
        // Checked to be at most 10,000 when the report was decoded.
        // forge-lint: disable-next-line(unsafe-typecast)
        term_.payoutBps = uint16(payoutBps);
        // The sum of the policies' payouts, each rounded down, is at most this.
        obligations = obligations - term_.coverage + term_.coverage * payoutBps / BPS;
        emit MonthSettled(
            report.station,
            report.month,
            taskDigest,
            payoutBps,
            report.rainfallTenthsMm,
            report.maxTempTenthsC,
            report.minTempTenthsC
        );
    }

    function _decodeReport(bytes memory output) private view returns (Report memory report) {
        if (output.length != REPORT_LENGTH) revert MalformedReport(output.length);
        report = abi.decode(output, (Report));
        if (!_isMonth(report.month)) revert InvalidMonth(report.month);
        if (report.days_ < minimumDays) revert TooFewDays(report.days_, minimumDays);
        if (report.payoutBps > BPS) revert InvalidPayout(report.payoutBps);
    }

    function _send(address to, uint256 amount) private {
        // To whom and how much, the callers have checked.
        // slither-disable-next-line arbitrary-send-eth
        (bool success,) = to.call{value: amount}("");
        if (!success) revert TransferFailed(to, amount);
    }

    function _isMonth(uint256 month) private pure returns (bool) {
        uint256 year = month / 100;
        uint256 ofYear = month % 100;
        return year >= 1900 && year <= 9999 && ofYear >= 1 && ofYear <= 12;
    }

    function _key(bytes32 station, uint256 month) private pure returns (bytes32) {
        return keccak256(abi.encode(station, month));
    }
}
