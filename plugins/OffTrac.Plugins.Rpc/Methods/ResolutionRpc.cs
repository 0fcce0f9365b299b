using OffTrac.Sdk.Components;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Plugins.Rpc.Methods;

/// <summary>Namespace <c>ticket.resolution</c>.</summary>
[Component("tracrpc.ticket.ResolutionRPC")]
public sealed class ResolutionRpc(ITicketEnumStore enums) : EnumHandler(enums, TicketEnumKind.Resolution, "resolution", "Resolution");
