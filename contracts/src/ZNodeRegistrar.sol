// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

/// @title ZNodeRegistrar
/// @notice ERC-721 registry of ZK nodes named by their DID, as used by networks that came before NodeRegistry.
/// @dev Operators belong to one ownership: when the token changes hands they lose their rights with the old owner.
contract ZNodeRegistrar is ERC721 {
    struct ZNode {
        string did;
        bool paused;
        // Counts changes of ownership; part of the key under which operators are kept.
        uint64 tenure;
    }

    /// @notice A znode was created.
    event ZNodeUpserted(string indexed znodeDID);
    /// @notice The znode must not be given work.
    event ZNodePaused(string indexed znodeDID);
    /// @notice The znode may be given work again.
    event ZNodeUnpaused(string indexed znodeDID);
    /// @notice `operator` may act for the znode until it is removed or the znode changes hands.
    event OperatorAdded(string indexed znodeDID, address indexed operator);
    /// @notice `operator` may no longer act for the znode.
    event OperatorRemoved(string indexed znodeDID, address indexed operator);

    /// @notice The DID is empty.
    error EmptyDID();
    /// @notice The DID belongs to another znode.
    error DIDAlreadyRegistered(string did, uint64 znodeId);
    /// @notice No znode has this DID.
    error ZNodeNotFound(string did);
    /// @notice The caller is not the znode's owner.
    error NotZNodeOwner(string did, address caller);
    /// @notice The caller is neither the znode's owner nor one of its operators.
    error NotZNodeOperator(string did, address caller);
    /// @notice The znode is paused already.
    error ZNodeAlreadyPaused(string did);
    /// @notice The znode is not paused.
    error ZNodeNotPaused(string did);
    /// @notice The zero address cannot be an operator.
    error InvalidOperator(address operator);
    /// @notice The address is an operator of this znode already.
    error OperatorAlreadyAdded(string did, address operator);
    /// @notice The address is not an operator of this znode.
    error OperatorNotFound(string did, address operator);

    /// @notice How many znodes exist; also the highest id.
    uint64 public znodeCount;
    /// @notice The znode's id by its DID; zero if there is none.
    mapping(string did => uint64 znodeId) public znodeDIDs;

    mapping(uint64 znodeId => ZNode) private _znodes;
    mapping(uint64 znodeId => mapping(uint64 tenure => mapping(address operator => bool))) private _operators;

    constructor() ERC721("ZNodeToken", "ZTK") {}

    /// @notice Mints a znode to the caller. Ids count up from 1 without holes.
    /// @return znodeId The new znode's id.
    function createZNode(string calldata did) external returns (uint64 znodeId) {
        if (bytes(did).length == 0) revert EmptyDID();
        if (znodeDIDs[did] != 0) revert DIDAlreadyRegistered(did, znodeDIDs[did]);
        znodeId = ++znodeCount;
        _znodes[znodeId].did = did;
        znodeDIDs[did] = znodeId;
        _mint(msg.sender, znodeId);
        emit ZNodeUpserted(did);
    }

    /// @notice Takes the znode out of work. Owner or operator.
    function pauseZNode(string calldata did) external {
        ZNode storage znode = _znodes[_requireOperator(did)];
        if (znode.paused) revert ZNodeAlreadyPaused(did);
        znode.paused = true;
        emit ZNodePaused(did);
    }

    /// @notice Puts a paused znode back. Owner or operator.
    function unpauseZNode(string calldata did) external {
        ZNode storage znode = _znodes[_requireOperator(did)];
        if (!znode.paused) revert ZNodeNotPaused(did);
        znode.paused = false;
        emit ZNodeUnpaused(did);
    }

    /// @notice Lets `operator` act for the znode. Owner only.
    function addOperator(string calldata did, address operator) external {
        uint64 znodeId = _requireOwner(did);
        if (operator == address(0)) revert InvalidOperator(operator);
        if (_isOperator(znodeId, operator)) revert OperatorAlreadyAdded(did, operator);
        _operators[znodeId][_znodes[znodeId].tenure][operator] = true;
        emit OperatorAdded(did, operator);
    }

    /// @notice Takes that right back. Owner only.
    function removeOperator(string calldata did, address operator) external {
        uint64 znodeId = _requireOwner(did);
        if (!_isOperator(znodeId, operator)) revert OperatorNotFound(did, operator);
        delete _operators[znodeId][_znodes[znodeId].tenure][operator];
        emit OperatorRemoved(did, operator);
    }

    /// @notice Whether `operator` is the znode's owner or one of its operators; false for a DID nobody registered.
    function canOperateZNode(address operator, string calldata did) external view returns (bool) {
        return _canOperate(znodeDIDs[did], operator);
    }

    /// @notice The znode's DID and whether it is paused; all zero for a znode that does not exist.
    function znodes(uint64 znodeId) external view returns (string memory did, bool paused) {
        ZNode storage znode = _znodes[znodeId];
        return (znode.did, znode.paused);
    }

    /// @dev Transfers end the old owner's tenure, and with it the rights of that owner's operators.
    function _update(address to, uint256 tokenId, address auth) internal override returns (address from) {
        from = super._update(to, tokenId, auth);
        // Token ids are minted from a uint64 counter, so none is wider.
        // forge-lint: disable-next-line(unsafe-typecast)
        if (from != address(0) && from != to) ++_znodes[uint64(tokenId)].tenure;
    }

    function _canOperate(uint64 znodeId, address operator) private view returns (bool) {
        address owner = _ownerOf(znodeId);
        return owner != address(0) && (owner == operator || _isOperator(znodeId, operator));
    }

    function _isOperator(uint64 znodeId, address operator) private view returns (bool) {
        return _operators[znodeId][_znodes[znodeId].tenure][operator];
    }

    function _requireOwner(string calldata did) private view returns (uint64 znodeId) {
        znodeId = znodeDIDs[did];
        if (znodeId == 0) revert ZNodeNotFound(did);
        if (_ownerOf(znodeId) != msg.sender) revert NotZNodeOwner(did, msg.sender);
    }

    function _requireOperator(string calldata did) private view returns (uint64 znodeId) {
        znodeId = znodeDIDs[did];
        if (znodeId == 0) revert ZNodeNotFound(did);
        if (!_canOperate(znodeId, msg.sender)) revert NotZNodeOperator(did, msg.sender);
    }
}
