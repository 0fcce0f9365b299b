using System.Globalization;
using System.Numerics;
using OffTrac.Plugins.Rpc.Values;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Rpc;

namespace OffTrac.Plugins.Rpc.Methods;

/// <summary>The number of a ticket as a call gives it: Trac takes all that Python makes a whole number of.</summary>
internal readonly record struct TicketNumber
{
    private static readonly BigInteger s_limit = BigInteger.One << 31;

    private TicketNumber(int? id, string shown)
    {
        Id = id;
        Shown = shown;
    }

    /// <summary>The number; null for one that no ticket can have.</summary>
    public int? Id { get; }

    /// <summary>How messages name it.</summary>
    private string Shown { get; }

    public ResourceNotFoundException NotFound => new($"Ticket {Shown} does not exist.");

    /// <exception cref="RpcFaultException">It was left out.</exception>
    public static TicketNumber Of(RpcCall call, int index)
    {
        if (call.Argument(index) is not { } value)
            return new TicketNumber(null, "None");
        if (value.ToInteger() is not { } number || number <= 0 || number > s_limit)
            return new TicketNumber(null, PythonText.Str(value));
        return new TicketNumber(number > int.MaxValue ? null : (int)number, number.ToString(CultureInfo.InvariantCulture));
    }
}
