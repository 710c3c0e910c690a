// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Halo2Receiver} from "../Halo2Receiver.sol";
import {W3bstreamRouter} from "../W3bstreamRouter.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title HeatingAllowance
/// @notice Pays a tenant towards heating, by how cold a month was. The owner brings the money; a proof of the month's
///         readings, which this chain verifies, says how many degree days there were; the tenant pulls what is due.
/// @dev Months are numbers yyyymm, each is decided once. A cold day counts by what its mean temperature, half of highest
///      and lowest, is below 18 °C. The proof shows that the figures follow from readings within range; whose readings
///      they are it cannot show, so only nodes of the project's fleet may bring proofs, by the router or directly.
contract HeatingAllowance is Halo2Receiver, ReentrancyGuard {
    using SafeCast for uint256;
    using SafeCast for int256;

    /// @notice What is known of one month, in one slot of storage; all zero before its proof arrived.
    /// @param days_ How many days had readings.
    /// @param frostDays Days whose lowest temperature was below 0 °C.
    /// @param highestTenthsC The highest temperature in tenths of a degree Celsius.
    /// @param lowestTenthsC The lowest temperature, likewise.
    /// @param heating Degree days in twentieths of a degree: the sum of 36 °C − highest − lowest in tenths, where positive.
    /// @param amount What the month granted, in wei.
    struct Figures {
        uint16 days_;
        uint16 frostDays;
        int32 highestTenthsC;
        int32 lowestTenthsC;
        uint64 heating;
        uint96 amount;
    }

    /// @notice A month's figures were proven, and grant this much.
    event MonthProven(uint256 indexed month, bytes32 indexed taskDigest, Figures figures);
    /// @notice Money was brought in.
    event Funded(address indexed from, uint256 amount);
    /// @notice The tenant took what was due.
    event Claimed(address indexed tenant, uint256 amount);
    /// @notice The owner took out what is not due to the tenant.
    event Withdrawn(address indexed to, uint256 amount);

    /// @notice The caller runs no active node that may work for this project.
    error OperatorNotAllowed(uint256 projectId, address operator);
    /// @notice The circuit of this dApp has another number of public values.
    error WrongCircuit(uint256 publicInputs, uint256 expected);
    /// @notice Not a month: yyyymm with yyyy from 1900 to 9999.
    error InvalidMonth(uint256 month);
    /// @notice The month has been decided before.
    error MonthAlreadyDecided(uint256 month);
    /// @notice Too many readings of the month are missing.
    error TooFewDays(uint256 reported, uint256 required);
    /// @notice The caller is not the tenant.
    error NotTenant(address caller, address tenant);
    /// @notice There is not this much money to take out.
    error InsufficientFunds(uint256 needed, uint256 available);
    /// @notice The receiver of the money refused it.
    error TransferFailed(address to, uint256 amount);

    uint256 private constant PUBLIC_INPUTS = 7;
    uint256 private constant HEATING_PER_DEGREE_DAY = 20;
    // The circuit counts temperatures from -60 °C, in tenths: none is negative.
    int256 private constant ZERO_TENTHS = 600;

    /// @notice The router nodes may deliver by, and whose fleet manager says who they are.
    W3bstreamRouter public immutable router;
    /// @notice Who is paid.
    address public immutable tenant;
    /// @notice What one degree day grants, in wei.
    uint256 public immutable weiPerDegreeDay;
    /// @notice How many days with readings a month needs to be decided.
    uint256 public immutable minimumDays;

    /// @notice What the tenant may claim, in wei; the contract may have less until it is funded.
    uint256 public due;

    mapping(uint256 month => Figures) private _months;

    constructor(
        W3bstreamRouter router_,
        uint256 projectId_,
        address owner_,
        address tenant_,
        uint256 weiPerDegreeDay_,
        uint256 minimumDays_
    ) Halo2Receiver(projectId_, owner_) {
        router = router_;
        // Whoever deploys knows its tenant.
        // slither-disable-next-line missing-zero-check
        tenant = tenant_;
        weiPerDegreeDay = weiPerDegreeDay_;
        minimumDays = minimumDays_;
    }

    /// @notice Brings money. Anybody may.
    function fund() external payable {
        emit Funded(msg.sender, msg.value);
    }

    /// @notice Takes out money that is not due to the tenant. Owner only.
    function withdraw(uint256 amount) external onlyOwner nonReentrant {
        uint256 free = address(this).balance > due ? address(this).balance - due : 0;
        if (amount > free) revert InsufficientFunds(amount, free);
        emit Withdrawn(msg.sender, amount);
        _send(msg.sender, amount);
    }

    /// @notice Pays what is due. Tenant only.
    /// @return amount What was paid, in wei.
    function claim() external nonReentrant returns (uint256 amount) {
        if (msg.sender != tenant) revert NotTenant(msg.sender, tenant);
        amount = due;
        if (amount == 0 || amount > address(this).balance) revert InsufficientFunds(amount, address(this).balance);
        due = 0;
        emit Claimed(msg.sender, amount);
        _send(msg.sender, amount);
    }

    /// @notice What is known of a month.
    function figuresOf(uint256 month) external view returns (Figures memory) {
        return _months[month];
    }

    /// @inheritdoc Halo2Receiver
    function _onVerified(bytes32 taskDigest, uint256[] memory publicInputs) internal override {
        if (publicInputs.length != PUBLIC_INPUTS) revert WrongCircuit(publicInputs.length, PUBLIC_INPUTS);
        uint256 month = publicInputs[1];
        if (!_isMonth(month)) revert InvalidMonth(month);
        Figures storage figures = _months[month];
        if (figures.days_ != 0) revert MonthAlreadyDecided(month);
        if (publicInputs[2] < minimumDays || publicInputs[2] == 0) revert TooFewDays(publicInputs[2], minimumDays);

        figures.days_ = publicInputs[2].toUint16();
        figures.frostDays = publicInputs[6].toUint16();
        figures.highestTenthsC = (publicInputs[4].toInt256() - ZERO_TENTHS).toInt32();
        figures.lowestTenthsC = (publicInputs[5].toInt256() - ZERO_TENTHS).toInt32();
        figures.heating = publicInputs[3].toUint64();
        figures.amount = (publicInputs[3] * weiPerDegreeDay / HEATING_PER_DEGREE_DAY).toUint96();
        due += figures.amount;
        emit MonthProven(month, taskDigest, figures);
    }

    /// @inheritdoc Halo2Receiver
    function _checkSubmitter(address submitter) internal view override {
        if (submitter == address(router) || router.fleetManager().isAllowed(submitter, projectId)) return;
        revert OperatorNotAllowed(projectId, submitter);
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
}
