using OffTrac.Sdk.Components;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Plugins.Rpc.Methods;

/// <summary>Namespace <c>ticket.priority</c>.</summary>
[Component("tracrpc.ticket.PriorityRPC")]
public sealed class PriorityRpc(ITicketEnumStore enums) : EnumHandler(enums, TicketEnumKind.Priority, "priority", "Priority");
