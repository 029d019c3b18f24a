import HTTP

/// What a unit says of its talk with the citizen.
struct ContactDraft: Decodable, Sendable {
    let wasReached: Bool
    var wasToldProcedureAndLimit: Bool?

    func checked() throws(Problem) -> (wasReached: Bool, wasTold: Bool) {
        let wasTold = wasToldProcedureAndLimit ?? false
        guard wasReached || !wasTold else {
            throw Problem.invalid("wasToldProcedureAndLimit", "cannot be true of who was not reached")
        }
        return (wasReached, wasTold)
    }
}
