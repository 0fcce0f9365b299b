using OffTrac.Sdk.Components;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Plugins.Rpc.Methods;

/// <summary>Namespace <c>ticket.type</c>.</summary>
[Component("tracrpc.ticket.TypeRPC")]
public sealed class TypeRpc(ITicketEnumStore enums) : EnumHandler(enums, TicketEnumKind.TicketType, "type", "Ticket Type");
