namespace OffTrac.Plugins.Redis.Resp;

/// <summary>Kinds of answers in version 2 of the protocol.</summary>
internal enum RespKind
{
    Null,
    Simple,
    Error,
    Integer,
    Bulk,
    Array,
}
