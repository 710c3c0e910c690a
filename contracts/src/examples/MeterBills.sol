// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {SproutReceiver} from "../SproutReceiver.sol";
import {ZkWasmOutput} from "../libraries/ZkWasmOutput.sol";

/// @title MeterBills
/// @notice Keeps an account for each meter, of what was consumed and what is due for it. Proofs of a WebAssembly module
///         say both and nothing of the readings they follow from. One task bills as many meters as it has messages.
/// @dev A message has the public inputs device and tariff, and the outputs consumption and consumption · tariff: the
///      module sees to it that the readings do not decrease. That readings are a device's own and no period is billed
///      twice, the project's enode sees to. A new account takes a slot of storage: the gas that a router gives bounds how
///      many a task can open, a few dozen by default.
contract MeterBills is SproutReceiver {
    /// @notice What is known of one meter, in one slot of storage.
    /// @param bills How many messages were billed.
    /// @param consumption The sum of what they consumed, in the meter's unit.
    /// @param due The sum of what is due for it, in the tariff's unit.
    struct Account {
        uint32 bills;
        uint96 consumption;
        uint96 due;
    }

    /// @notice A message was proven and is billed.
    event Billed(uint64 indexed device, bytes32 indexed taskDigest, uint64 consumption, uint64 amount);

    /// @notice The proof is of another module.
    error WrongModule(bytes32 module, bytes32 expected);
    /// @notice A message has more or fewer public inputs or outputs than the module takes and gives.
    error WrongRun(uint256 index, uint256 publicInputs, uint256 outputs);
    /// @notice A message was computed with another tariff.
    error WrongTariff(uint64 device, uint64 tariff, uint64 expected);

    uint256 private constant PUBLIC_INPUTS = 2;
    uint256 private constant OUTPUTS = 2;

    /// @notice SHA-256 of the module whose proofs are billed.
    bytes32 public immutable module;
    /// @notice What one unit of consumption costs.
    uint64 public immutable tariff;

    mapping(uint64 device => Account) private _accounts;

    constructor(address router_, uint256 projectId_, address owner_, bytes32 module_, uint64 tariff_)
        SproutReceiver(router_, projectId_, owner_)
    {
        module = module_;
        tariff = tariff_;
    }

    /// @notice What is known of a meter; all zero before its first bill.
    function accountOf(uint64 device) external view returns (Account memory) {
        return _accounts[device];
    }

    /// @inheritdoc SproutReceiver
    function _onOutput(bytes32 taskDigest, bytes memory output) internal override {
        (bytes32 proven, ZkWasmOutput.Run[] memory runs) = ZkWasmOutput.decode(output);
        if (proven != module) revert WrongModule(proven, module);
        for (uint256 i = 0; i < runs.length; ++i) {
            uint64[] memory inputs = runs[i].publicInputs;
            uint64[] memory outputs = runs[i].outputs;
            if (inputs.length != PUBLIC_INPUTS || outputs.length != OUTPUTS) {
                revert WrongRun(i, inputs.length, outputs.length);
            }
            if (inputs[1] != tariff) revert WrongTariff(inputs[0], inputs[1], tariff);
            Account storage account = _accounts[inputs[0]];
            ++account.bills;
            account.consumption += outputs[0];
            account.due += outputs[1];
            emit Billed(inputs[0], taskDigest, outputs[0], outputs[1]);
        }
    }
}
