// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {W3bstreamRouter} from "../src/W3bstreamRouter.sol";
import {IWSReceiver} from "../src/interfaces/IWSReceiver.sol";

/// @notice Takes everything and remembers it.
contract Recorder is IWSReceiver {
    bytes public last;
    uint256 public gasGiven;

    function receiveData(bytes calldata data) external {
        gasGiven = gasleft();
        last = data;
    }
}

/// @notice Says which project it belongs to, as SproutReceiver does.
contract Belonging is IWSReceiver {
    uint256 public immutable projectId;

    constructor(uint256 projectId_) {
        projectId = projectId_;
    }

    function receiveData(bytes calldata) external {}
}

/// @notice Fails in the way it is told to.
contract Refuser is IWSReceiver {
    enum Way {
        Text,
        Custom,
        Silent,
        Overflow,
        AllGas,
        Bomb,
        Worst
    }

    error Refused(uint256 code);

    Way public way;

    function set(Way way_) external {
        way = way_;
    }

    function receiveData(bytes calldata) external view {
        if (way == Way.Text) revert("not today");
        if (way == Way.Custom) revert Refused(42);
        if (way == Way.Overflow) this.overflow(type(uint256).max);
        if (way == Way.AllGas) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        if (way == Way.Bomb) {
            assembly {
                revert(0, 700000)
            }
        }
        if (way == Way.Worst) _worst();
        assembly ("memory-safe") {
            revert(0, 0)
        }
    }

    /// @dev Burns all but the last gas and returns the longest text, whose last character alone cannot be shown.
    function _worst() private view {
        bytes memory text = new bytes(192);
        for (uint256 i = 0; i < 191; ++i) {
            text[i] = "x";
        }
        bytes memory data = abi.encodeWithSignature("Error(string)", text);
        while (gasleft() > 1000) {}
        assembly ("memory-safe") {
            revert(add(data, 0x20), mload(data))
        }
    }

    function overflow(uint256 value) external pure returns (uint256) {
        return value + 1;
    }
}

/// @notice Succeeds and returns far more than anybody asked for.
contract Returner {
    fallback() external {
        assembly {
            return(0, 700000)
        }
    }
}

/// @notice Calls the router again from within a delivery.
contract Reentrant is IWSReceiver {
    W3bstreamRouter private immutable ROUTER;
    uint256 private immutable PROJECT_ID;

    constructor(W3bstreamRouter router, uint256 projectId) {
        ROUTER = router;
        PROJECT_ID = projectId;
    }

    function receiveData(bytes calldata data) external {
        ROUTER.submit(PROJECT_ID, address(this), data);
    }
}
