// Written by npm run generate from docs/reference/openapi.json. Do not edit.

export interface paths {
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who am I and what may I do
         * @description Null when the request shows no credential; one that is not valid is refused.
         */
        get: operations["getSession"];
        put?: never;
        /** Sign in with a login name and a password */
        post: operations["signIn"];
        /** Sign out */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change the own password
         * @description All other sessions of the user end.
         */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List users
         * @description Needs the scope `admin`.
         */
        get: operations["listUsers"];
        put?: never;
        /**
         * Add a user
         * @description Needs the scope `admin`.
         */
        post: operations["addUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Disable or enable a user, or set a new password
         * @description Disabling and a new password end all sessions of the user.
         *
         *     Needs the scope `admin`.
         */
        patch: operations["changeUser"];
        trace?: never;
    };
    "/api/v1/users/{id}/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give a user a role in a company, or change its rows
         * @description Needs the scope `admin`.
         */
        put: operations["putGrant"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/grants/{company}/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take a role away from a user
         * @description Needs the scope `admin`.
         */
        delete: operations["removeGrant"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys, without their secrets
         * @description Needs the scope `admin`.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Make an API key
         * @description The secret is in this answer only.
         *
         *     Needs the scope `admin`.
         */
        post: operations["addKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description It holds on all nodes within five seconds.
         *
         *     Needs the scope `admin`.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/companies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the companies that you work for */
        get: operations["listCompanies"];
        /**
         * Describe a company
         * @description Made or changed by its code. The same description twice changes nothing. Who administers one company changes that one; who administers all makes new ones, which are known here at once and on other nodes within 5 seconds.
         *
         *     Needs the scope `admin`.
         */
        put: operations["saveCompany"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Move the business clock of a sandbox company forward
         * @description Needs the scope `setup:write`.
         */
        put: operations["moveClock"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List calendars
         * @description Needs the scope `setup:read`.
         */
        get: operations["listCalendars"];
        /**
         * Describe a calendar
         * @description Made or changed by its natural code. The same description twice changes nothing.
         *
         *     Needs the scope `setup:write`.
         */
        put: operations["saveCalendar"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exchange-rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List exchange rates
         * @description Needs the scope `setup:read`.
         */
        get: operations["listExchangeRates"];
        /**
         * Describe a exchange rate
         * @description Made or changed by its natural code. The same description twice changes nothing.
         *
         *     Needs the scope `setup:write`.
         */
        put: operations["saveExchangeRate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/document-series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List all document series
         * @description Needs the scope `setup:read`.
         */
        get: operations["listAllDocumentSeries"];
        /**
         * Describe a document series
         * @description Made or changed by its natural code. The same description twice changes nothing.
         *
         *     Needs the scope `setup:write`.
         */
        put: operations["saveDocumentSeries"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List items
         * @description Needs the scope `catalog:read`.
         */
        get: operations["listItems"];
        /**
         * Describe a item
         * @description Made or changed by its natural code. The same description twice changes nothing.
         *
         *     Needs the scope `catalog:write`.
         */
        put: operations["saveItem"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List customer accounts
         * @description Needs the scope `customers:read`.
         */
        get: operations["listCustomerAccounts"];
        /**
         * Describe a customer account
         * @description Made or changed by its natural code. The same description twice changes nothing.
         *
         *     Needs the scope `customers:write`.
         */
        put: operations["saveCustomerAccount"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List sites
         * @description Needs the scope `customers:read`.
         */
        get: operations["listSites"];
        /**
         * Describe a site
         * @description Made or changed by its natural code. The same description twice changes nothing.
         *
         *     Needs the scope `customers:write`.
         */
        put: operations["saveSite"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List contacts
         * @description Needs the scope `customers:read`.
         */
        get: operations["listContacts"];
        /**
         * Describe a contact
         * @description Made or changed by its natural code. The same description twice changes nothing.
         *
         *     Needs the scope `customers:write`.
         */
        put: operations["saveContact"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{number}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say that a record is the same customer as another, or that it is not any more
         * @description The head of `into` leads the customer; whoever the record leads comes along. With `into` null the record stands alone again, with those that had been merged into it. Accounts, orders and books stay where they are either way. Who decided and why stays in `merges` of the customer. Walk-in customers are merged with nobody, nor are organizations with persons.
         *
         *     Needs the scope `customers:write`.
         */
        put: operations["mergeCustomer"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{number}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Notes of a customer, of all of its records, newest first
         * @description Needs the scope `customers:read`.
         */
        get: operations["listNotes"];
        put?: never;
        /**
         * Write a note of a customer
         * @description Notes are only added. The text is erased with the person; that there was a note, when and by whom, stays.
         *
         *     Needs the scope `customers:write`.
         */
        post: operations["addNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/match-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List match rules
         * @description Needs the scope `customers:read`.
         */
        get: operations["listMatchRules"];
        /**
         * Describe a match rule
         * @description Made or changed by its natural code. The same description twice changes nothing.
         *
         *     Needs the scope `customers:write`.
         */
        put: operations["saveMatchRule"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{number}/matches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Other customers that may be the same
         * @description By the rules of the company (`/match-rules`), each with the first one that agrees. Walk-in customers match nobody, and organizations no persons. Only what a customer says of itself counts, not to whom its orders go.
         *
         *     Needs the scope `customers:read`.
         */
        get: operations["listMatches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-accounts/{account}/credit-limit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change the credit limit of a customer account
         * @description Needs the scope `credit:write`.
         */
        put: operations["changeCreditLimit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List ledger accounts
         * @description Needs the scope `ledger:read`.
         */
        get: operations["listLedgerAccounts"];
        /**
         * Describe a ledger account
         * @description Made or changed by its natural code. The same description twice changes nothing.
         *
         *     Needs the scope `ledger:write`.
         */
        put: operations["saveLedgerAccount"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/posting-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List posting rules
         * @description Needs the scope `ledger:read`.
         */
        get: operations["listPostingRules"];
        /**
         * Describe a posting rule
         * @description Made or changed by its natural code. The same description twice changes nothing.
         *
         *     Needs the scope `ledger:write`.
         */
        put: operations["savePostingRule"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/periods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List periods
         * @description Needs the scope `ledger:read`.
         */
        get: operations["listPeriods"];
        /**
         * Describe a period
         * @description Made or changed by its natural code. The same description twice changes nothing.
         *
         *     Needs the scope `ledger:write`.
         */
        put: operations["savePeriod"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/trial-balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Balances of all accounts, as of any moment
         * @description The place that was used is in the answer: the same place gives the same figures for ever.
         *
         *     Needs the scope `ledger:read`.
         */
        get: operations["readTrialBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/heads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Signed heads of the order of facts, newest first, with the public keys that prove them
         * @description One a day in which something happened, also told as the event `ledger.head_signed`. Keep them elsewhere: `docket verify-head` holds one against the database.
         *
         *     Needs the scope `ledger:read`.
         */
        get: operations["listSignedHeads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/journals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Entries with their postings, newest first
         * @description A page can be short and still lead on: follow `next` until it is null.
         *
         *     Needs the scope `ledger:read`.
         */
        get: operations["listJournals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/accounts/{code}/postings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What moved an account: down to the order line, the rule and the event
         * @description Needs the scope `ledger:read`.
         */
        get: operations["listAccountPostings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/price-lists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List price lists
         * @description Needs the scope `setup:read`.
         */
        get: operations["listPriceLists"];
        /**
         * Describe a price list
         * @description Made or changed by its natural code. The same description twice changes nothing.
         *
         *     Needs the scope `setup:write`.
         */
        put: operations["savePriceList"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List prices
         * @description Needs the scope `setup:read`.
         */
        get: operations["listPrices"];
        /**
         * Describe a price
         * @description Made or changed by its natural code. The same description twice changes nothing.
         *
         *     Needs the scope `setup:write`.
         */
        put: operations["savePrice"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/promotions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List promotions
         * @description Needs the scope `setup:read`.
         */
        get: operations["listPromotions"];
        /**
         * Describe a promotion
         * @description Made or changed by its natural code. The same description twice changes nothing.
         *
         *     Needs the scope `setup:write`.
         */
        put: operations["savePromotion"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/freight-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List freight rules
         * @description Needs the scope `setup:read`.
         */
        get: operations["listFreightRules"];
        /**
         * Describe a freight rule
         * @description Made or changed by its natural code. The same description twice changes nothing.
         *
         *     Needs the scope `setup:write`.
         */
        put: operations["saveFreightRule"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tax-rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List tax rates
         * @description Needs the scope `setup:read`.
         */
        get: operations["listTaxRates"];
        /**
         * Describe a tax rate
         * @description Made or changed by its natural code. The same description twice changes nothing.
         *
         *     Needs the scope `setup:write`.
         */
        put: operations["saveTaxRate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/locations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List locations
         * @description Needs the scope `inventory:read`.
         */
        get: operations["listLocations"];
        /**
         * Describe a location
         * @description Made or changed by its natural code. The same description twice changes nothing.
         *
         *     Needs the scope `setup:write`.
         */
        put: operations["saveLocation"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stock by item and location, in order of sku
         * @description Needs the scope `inventory:read`.
         */
        get: operations["listStock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/availability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What can be promised of an item, over time and by location
         * @description Needs the scope `inventory:read`.
         */
        get: operations["readAvailability"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock/moves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What moved the stock of an item, newest cause first
         * @description A page can be short and still lead on: follow `next` until it is null.
         *
         *     Needs the scope `inventory:read`.
         */
        get: operations["listStockMoves"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory-systems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List inventory systems
         * @description Needs the scope `inventory:read`.
         */
        get: operations["listInventorySystems"];
        /**
         * Describe a inventory system
         * @description Made or changed by its natural code. The same description twice changes nothing.
         *
         *     Needs the scope `setup:write`.
         */
        put: operations["saveInventorySystem"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory-snapshots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Hand over what items cost and are sold for in an outside inventory system
         * @description Every row is judged on its own: a wrong one does not disturb the others. A row that is not newer than what stands changes nothing, so all may be sent again.
         *
         *     Needs the scope `inventory:write`.
         */
        put: operations["saveInventorySnapshots"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/source-systems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List source systems
         * @description Needs the scope `setup:read`.
         */
        get: operations["listSourceSystems"];
        /**
         * Describe a source system
         * @description Made or changed by its natural code. The same description twice changes nothing.
         *
         *     Needs the scope `setup:write`.
         */
        put: operations["saveSourceSystem"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recognition-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List recognition rules
         * @description Needs the scope `setup:read`.
         */
        get: operations["listRecognitionRules"];
        /**
         * Describe a recognition rule
         * @description Made or changed by its natural code. The same description twice changes nothing.
         *
         *     Needs the scope `setup:write`.
         */
        put: operations["saveRecognitionRule"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/transformation-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List transformation rules
         * @description Needs the scope `setup:read`.
         */
        get: operations["listTransformationRules"];
        /**
         * Describe a transformation rule
         * @description Made or changed by its natural code. The same description twice changes nothing.
         *
         *     Needs the scope `setup:write`.
         */
        put: operations["saveTransformationRule"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lookup-values": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List lookup values
         * @description Needs the scope `setup:read`.
         */
        get: operations["listLookupValues"];
        /**
         * Describe a lookup value
         * @description Made or changed by its natural code. The same description twice changes nothing.
         *
         *     Needs the scope `setup:write`.
         */
        put: operations["saveLookupValue"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/validation-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List validation rules
         * @description Needs the scope `setup:read`.
         */
        get: operations["listValidationRules"];
        /**
         * Describe a validation rule
         * @description Made or changed by its natural code. The same description twice changes nothing.
         *
         *     Needs the scope `setup:write`.
         */
        put: operations["saveValidationRule"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receivables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is still owed, by due date, with aging
         * @description Needs the scope `billing:read`.
         */
        get: operations["listReceivables"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Invoices and credit memos, newest first
         * @description Needs the scope `billing:read`.
         */
        get: operations["listInvoices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invoices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One document, by its id or its printed number
         * @description Needs the scope `billing:read`.
         */
        get: operations["readInvoice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Receipts, newest first, with what is not used of them
         * @description Needs the scope `billing:read`.
         */
        get: operations["listReceipts"];
        put?: never;
        /**
         * Take in money that was received
         * @description It pays the invoices that it names, or those of its order, or what the account owes by the rules of the company. What is left is the deposit of the order that it names until that is closed, otherwise unapplied.
         *
         *     Needs the scope `receipts:write`.
         */
        post: operations["receivePayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One receipt, with what it paid
         * @description Needs the scope `billing:read`.
         */
        get: operations["readReceipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/patterns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List patterns
         * @description Needs the scope `setup:read`.
         */
        get: operations["listPatterns"];
        /**
         * Describe a pattern
         * @description Made or changed by its natural code. The same description twice changes nothing.
         *
         *     Needs the scope `setup:write`.
         */
        put: operations["savePattern"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take in goods; orders that wait for them go on
         * @description Needs the scope `inventory:write`.
         */
        post: operations["receiveStock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock/opening": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enter the stock to begin with
         * @description Needs the scope `inventory:write`.
         */
        post: operations["openStock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Correct stock after a count; a negative quantity was missing
         * @description Needs the scope `inventory:write`.
         */
        post: operations["adjustStock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/supply-orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Goods that are on their way or came, newest first
         * @description A page can be short and still lead on: follow `next` until it is null.
         *
         *     Needs the scope `inventory:read`.
         */
        get: operations["listSupplyOrders"];
        put?: never;
        /**
         * Announce goods that are on their way; they are promised from now on, first to those who wait
         * @description Needs the scope `inventory:write`.
         */
        post: operations["announceSupply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel what of an order has not left
         * @description Whole, or the lines and quantities that it names. Goods are free for others, a shipment that was requested is taken back, and what is cancelled is not billed. Cancelled again, an order stays as it is.
         *
         *     Needs the scope `orders:write`.
         */
        post: operations["cancelOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/strays/{id}/bill": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sell goods that left without a sale to whoever has them
         * @description What is left of them is billed at the price of their line, on an invoice of its own: the order stays as it is. Their cost becomes cost of sales.
         *
         *     Needs the scope `billing:write`.
         */
        post: operations["billStray"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/strays/{id}/expect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Expect goods back that left without a sale
         * @description It is decided: they are to come back, by a day that may be moved by saying it again. `receive` says when they did.
         *
         *     Needs the scope `orders:write`.
         */
        post: operations["expectStray"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/strays/{id}/receive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take goods in that left without a sale and came back
         * @description They go back to stock at what their leaving took from it, expected or not.
         *
         *     Needs the scope `inventory:write`.
         */
        post: operations["receiveStray"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/strays/{id}/write-off": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give goods up that left without a sale
         * @description Nobody will see them again: their cost stays where it went when they left.
         *
         *     Needs the scope `inventory:write`.
         */
        post: operations["writeOffStray"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/strays/settle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide on many goods that left without a sale at once
         * @description Each row is a decision of its own: one that is refused does not disturb the others. `bill` needs the scope `billing:write` too, `receive` and `write_off` `inventory:write`.
         *
         *     Needs the scope `orders:write`.
         */
        post: operations["settleStrays"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/end-remorse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the time in which an order may be taken back
         * @description Before it is over: what waited for nothing else starts now. When there is none, or it is over, the order stays as it is.
         *
         *     Needs the scope `orders:write`.
         */
        post: operations["endRemorse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/{id}/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pay invoices with what is left of a receipt
         * @description It pays the invoices that it names, then what the account owes: an invoice of exactly this amount, the whole account, else what is due first. The deposit of an order waits for its invoices until the order is closed; what is left then is unapplied.
         *
         *     Needs the scope `receipts:write`.
         */
        post: operations["applyReceipt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invoices/{id}/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pay invoices with what is open of a credit memo
         * @description The credit that a return left on account pays the invoices that it names, then what the account owes: an invoice of exactly this amount, else what is due first.
         *
         *     Needs the scope `receipts:write`.
         */
        post: operations["applyCreditMemo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/returns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns, newest first
         * @description A page can be short and still lead on: follow `next` until it is null.
         *
         *     Needs the scope `orders:read`.
         */
        get: operations["listReturns"];
        put?: never;
        /**
         * Take goods back and credit them
         * @description With `orderId` what was paid for the goods is credited, at the tax of their line, and they go back to stock at what they cost. Without it, `account`, and `unitPrice` for each line, say what is credited on account; the tax that the item bears at the place of the account on that day comes on top. What the caller values itself needs more than `orders:write`: a credit without an order or at a `unitPrice` of its own `billing:write`, a `unitCost` `inventory:write`. `goodwill:write` alone is enough for goodwill: a credit on account, without an order, with `restock: false` in every line.
         *
         *     Needs the scope `orders:write` or `goodwill:write`.
         */
        post: operations["returnGoods"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shipments/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say what of a requested shipment was shipped
         * @description In parts or whole; without `lines` it is all that is left, or all that it was when it was taken back whole and nothing of it left yet. What was cancelled, or is more than was asked for, is taken in all the same: it leaves stock without a sale, and `strays` says so. The key of the message counts for good: it never ships twice.
         *
         *     Needs the scope `shipments:write`.
         */
        post: operations["confirmShipment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put an order on hold
         * @description Needs the scope `orders:write`.
         */
        post: operations["placeHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/holds/{holdId}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Release a hold
         * @description What waited for nothing else goes on. Released again, it stays as it is. A credit hold needs the scope `credit:write`, any other hold `orders:write`, and one of kind `system` `operations:write` as well.
         *
         *     Needs the scope `orders:write` or `credit:write`.
         */
        post: operations["releaseHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/priority": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make an order more or less urgent
         * @description Its tasks have their turn by due time, where a step of priority is worth a minute: what is urgent overtakes, what is not waits nine minutes longer at most.
         *
         *     Needs the scope `operations:write`.
         */
        post: operations["changePriority"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/tasks/{taskId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a failed task again
         * @description Needs the scope `operations:write`.
         */
        post: operations["retryTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Orders, newest first, or the one that a source knows by its id
         * @description With `source` and `externalId` the answer is a list of that one order, and of those that customers gave the same id. A page can be short and still lead on: follow `next` until it is null.
         *
         *     Needs the scope `orders:read`.
         */
        get: operations["listOrders"];
        put?: never;
        /**
         * Hand an order over
         * @description The order is known by its `source` and `externalId`: sent again with the same bytes, it is answered from what stands. An order that cannot be carried out yet (an unknown item or customer, no price) is kept as a draft with its problems. What is refused is kept too: `intake` in the problem leads to it.
         *
         *     Needs the scope `orders:write`.
         */
        post: operations["captureOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand over any number of orders
         * @description One order a line (NDJSON), one answer a line, in order and while you send. A credential that ends meanwhile ends the taking of lines within seconds. Every order is decided on its own: a wrong one, or a line that is too long, does not disturb the others. Read the answers while you send, or you will be stopped from sending. After a break of the connection send everything again: what came before is answered from what stands.
         *
         *     Needs the scope `orders:write`.
         */
        post: operations["captureOrders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One order with everything behind it
         * @description The id is `ord_…` or the number of the order. `include` chooses sections; without it all are given that the credential may see. Everything is of one moment. `books` needs the scope `ledger:read` and a credential that sees all rows. One that sees part of them is told neither what goods cost, nor what lost a decision, nor who of the company did what.
         *
         *     Needs the scope `orders:read`.
         */
        get: operations["readOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Edit a draft
         * @description What is absent stays. Lines are changed and removed by their number, which they keep; a line without one is added behind them. The draft stays one unless `submit` is true.
         *
         *     Needs the scope `orders:write`.
         */
        patch: operations["editDraft"];
        trace?: never;
    };
    "/api/v1/orders/{id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit a draft as it stands
         * @description While something keeps it from being agreed it stays as it is: `draft_incomplete` names every problem, and the key of the request stays free.
         *
         *     Needs the scope `orders:write`.
         */
        post: operations["submitDraft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/intake/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was received, byte for byte
         * @description Its bytes say who somebody is: they are shown to whoever handed them over, and to those with the scope `customers:read`.
         *
         *     Needs the scope `orders:read`.
         */
        get: operations["readIntake"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{number}/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Erase the personal data of a customer, for good
         * @description Deletes names, addresses and contacts, and destroys the keys of everything that was received of the customer. Orders, invoices and books stay and name nobody. It is refused while orders are open or a legal hold stands on any record of the customer, unless `force` is true. Again it changes nothing, unless there are new data.
         *
         *     Needs the scope `customers:erase`.
         */
        put: operations["erasePerson"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{number}/legal-hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say until when the law wants the personal data of a customer kept
         * @description A day that has passed ends it, and so does null. What was said before stays: the customer shows it as `legalHolds`.
         *
         *     Needs the scope `customers:erase`.
         */
        put: operations["saveLegalHold"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{channel}/order-status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a shop knows of its orders, and what it could not be told
         * @description Needs the scope `operations:read`.
         */
        get: operations["listOrderStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{channel}/order-status/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a shop was told of an order, the last first
         * @description Needs the scope `operations:read`.
         */
        get: operations["listOrderStatusMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{channel}/order-status/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell a shop once more what became of an order
         * @description The order is read and compared as always, so what the shop knows is not written again. 404 when the shop was never to know of it, or is being told at this moment.
         *
         *     Needs the scope `operations:write`.
         */
        post: operations["retryOrderStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{channel}/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * See what a channel would make of a message
         * @description Nothing is saved, kept or captured. With `settings` these hold instead of those that stand, and with `kind` too the channel need not be there. What was left out of a message is not asked for; items, prices and customers are not looked up.
         *
         *     Needs the scope `setup:write`.
         */
        post: operations["tryMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{channel}/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand over a signed message
         * @description For shops. What it is about is read from its body, which alone is signed. 202 says that it is kept, byte for byte, after the commit; what became of it stands in the log of the channel. The same bytes again are counted and change nothing.
         */
        post: operations["takeMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{channel}/functions/{function}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask in the checkout of a shop
         * @description For shops, signed as their messages are. The answer is JSON in the shop's own words, by the function: prices, shipping, tax, whether an order may be placed, what may come back, what is there, how far orders are. What cannot be answered is the shop's own form of "no", with every reason. Nothing is written, promised or kept.
         */
        post: operations["askFunction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{channel}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A channel as it stands
         * @description Needs the scope `setup:read`.
         */
        get: operations["readChannel"];
        /**
         * Describe a channel
         * @description Made or changed by its code. Secrets are taken in and never shown; what is not said of them stays. Two signing secrets hold at once while they are changed.
         *
         *     Needs the scope `setup:write`.
         */
        put: operations["saveChannel"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List channels
         * @description Needs the scope `setup:read`.
         */
        get: operations["listChannels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{channel}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a channel sent, and what became of it
         * @description The newest first.
         *
         *     Needs the scope `orders:read`.
         */
        get: operations["listMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{channel}/messages/{message}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One message, and how its bytes are kept
         * @description Needs the scope `orders:read`.
         */
        get: operations["readMessage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{channel}/messages/{message}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Work a message off anew
         * @description From its bytes, by the set-up as it stands. What was done is not done twice.
         *
         *     Needs the scope `operations:write`.
         */
        post: operations["replayMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{channel}/messages/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Work messages off anew
         * @description Those with an outcome, the newest first, at most 1000: ask again until none is left.
         *
         *     Needs the scope `operations:write`.
         */
        post: operations["replayMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{channel}/orders/{order}/fetch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask a channel for an order that never came
         * @description It is kept as a message of the channel and worked off like one. An order that is here already is not made twice.
         *
         *     Needs the scope `operations:write`.
         */
        post: operations["fetchOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Endpoints and how each stands
         * @description Needs the scope `setup:read`.
         */
        get: operations["listWebhookEndpoints"];
        /**
         * Describe an endpoint that events are sent to
         * @description Made or changed by its code. A new one hears what happens from now on, and gets a secret, which is shown in this answer and never again. Described in another way it is tried at once.
         *
         *     Needs the scope `setup:write`.
         */
        put: operations["saveWebhookEndpoint"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One endpoint and how it stands
         * @description Needs the scope `setup:read`.
         */
        get: operations["readWebhookEndpoint"];
        put?: never;
        post?: never;
        /**
         * Send no events to an endpoint any more
         * @description What waits for it is not sent, but for some seconds what is being sent. Its log goes within the next hour.
         *
         *     Needs the scope `setup:write`.
         */
        delete: operations["deleteWebhookEndpoint"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{code}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange the secret of an endpoint
         * @description What is sent is signed with the new secret at once, and for a while with the one before beside it: so the receiver exchanges it without losing a message. Asked again within that while, the oldest of the three holds no more.
         *
         *     Needs the scope `setup:write`.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{code}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try an endpoint at once that was set aside
         * @description Needs the scope `operations:write`.
         */
        post: operations["resumeWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Calls to endpoints, the newest first
         * @description Needs the scope `operations:read`.
         */
        get: operations["listWebhookAttempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-attempts/{endpoint}/{event}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was sent of an event to an endpoint, and each answer
         * @description The payload is rendered from the history of its order, as it was when it was sent.
         *
         *     Needs the scope `operations:read`.
         */
        get: operations["readWebhookAttempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-failures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Events that were given up, by endpoint
         * @description Needs the scope `operations:read`.
         */
        get: operations["listWebhookFailures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-failures/{endpoint}/{event}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take an event that was given up off the list
         * @description Needs the scope `operations:write`.
         */
        delete: operations["deleteWebhookFailure"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-replays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send events once more
         * @description One event, those of places of the feed, or those of a time; all that failed when nothing is said. They keep their ids. A replay runs beside what goes on, in the order of the feed.
         *
         *     Needs the scope `operations:write`.
         */
        post: operations["replayWebhooks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lines of an order, each with its parts and what was cancelled, shipped, billed and returned of it
         * @description Needs the scope `orders:read`.
         */
        get: operations["listOrderLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to an order, oldest first
         * @description Needs the scope `orders:read`.
         */
        get: operations["listOrderFacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tasks of the plan of an order, each with its component
         * @description Needs the scope `orders:read`.
         */
        get: operations["listOrderTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/postings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Postings that an order caused, by entry
         * @description Needs the scope `orders:read`, too, and a credential that sees all rows.
         *
         *     Needs the scope `ledger:read`.
         */
        get: operations["listOrderPostings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shipments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a warehouse needs of a shipment: what to pick and where to send it
         * @description Needs the scope `shipments:read`.
         */
        get: operations["readShipment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Customers by number
         * @description Needs the scope `customers:read`.
         */
        get: operations["listCustomers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One view of a customer, over all channels
         * @description Everything is of one moment. `orders` says how many are shown, newest first; all of them are pages of `GET /api/v1/orders?customer=`. `order` shows that one alone, and none when it is of somebody else.
         *
         *     Needs the scope `customers:read`.
         */
        get: operations["readCustomer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whatever a caller may say
         * @description Numbers of orders, invoices, receipts and shipments, what any channel or customer calls an order, a tracking number, and of a customer number, its number in any system, e-mail, phone in any form, name and postcode; items by SKU and name. The beginning is enough, of a phone the end. Each kind is searched for a credential that may read it: `orders:read`, `shipments:read`, `customers:read`, `billing:read`, `catalog:read`.
         */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The feed of events, in the order in which they became facts
         * @description Start without `after` or with 0, then pass `next`; it equals `head` when everything was given. Nothing is left out and nothing comes twice; a page may hold more than `limit` when one batch does.
         *
         *     Needs the scope `operations:read`.
         */
        get: operations["readEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shipments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shipments, newest first
         * @description A page can be short and still lead on: follow `next` until it is null.
         *
         *     Needs the scope `shipments:read`.
         */
        get: operations["listShipments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/strays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Goods that left without a sale, newest first
         * @description They were cancelled before, or are more than was ordered. A page can be short and still lead on: follow `next` until it is null.
         *
         *     Needs the scope `shipments:read`.
         */
        get: operations["listStrays"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operations/days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened by day: received, held, backordered, shipped, billed, paid
         * @description Days are those of the company. What each number means stands in `/operations/measures`, its rows under its id there.
         *
         *     Needs the scope `orders:read`.
         */
        get: operations["readOperationDays"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operations/measures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What each number of operations means
         * @description Needs the scope `orders:read`.
         */
        get: operations["listMeasures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operations/measures/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A measure over the orders of some days, and by day, week or month
         * @description Of orders by the day on which they were ordered, that were agreed and not cancelled. A measure that lacks a fact has no value and says why.
         *
         *     Needs the scope `orders:read`.
         */
        get: operations["readMeasure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operations/measures/{id}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The rows that a number is made of
         * @description Exactly those: numerators and denominators add up to the number, and of a day there are as many rows as it says.
         *
         *     Needs the scope `orders:read`.
         */
        get: operations["listMeasureRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/monitoring/invariants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every law, and the rows that break it
         * @description The full form: it reads all rows of the company. A law that does not come to an end in time is told as not checked; large companies use `docket invariants`.
         *
         *     Needs the scope `ledger:read`.
         */
        get: operations["checkInvariants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/monitoring/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What waits to be done, how long already, and what failed
         * @description Needs the scope `operations:read`.
         */
        get: operations["readQueues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/monitoring/snapshots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How old what outside inventory systems said is, and what could not be taken
         * @description Needs the scope `operations:read`.
         */
        get: operations["readSnapshots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/monitoring/runbook/{page}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of the runbook, which alerts lead to
         * @description Needs the scope `operations:read`.
         */
        get: operations["readRunbook"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/monitoring/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Background jobs of all processes: state, queue, rates, who runs them, what failed last
         * @description Needs the scope `operations:read`.
         */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/monitoring/jobs/{job}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One job, with who started and stopped it, and why
         * @description Needs the scope `operations:read`.
         */
        get: operations["readJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/monitoring/jobs/{job}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start a job again, in all processes
         * @description For those who may operate every company. All processes hear of it within a second.
         *
         *     Needs the scope `operations:write`.
         */
        post: operations["startJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/monitoring/jobs/{job}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop a job in all processes; what it has taken is ended
         * @description For those who may operate every company. All processes hear of it within a second.
         *
         *     Needs the scope `operations:write`.
         */
        post: operations["stopJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/monitoring/jobs/{job}/drain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a job do what is due now, and then stop
         * @description For those who may operate every company. All processes hear of it within a second.
         *
         *     Needs the scope `operations:write`.
         */
        post: operations["drainJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/monitoring/jobs/{job}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a periodic job come now, and not at its interval
         * @description For those who may operate every company. Its processes hear of it within a second; the run stands among its runs.
         *
         *     Needs the scope `operations:write`.
         */
        post: operations["runJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/monitoring/jobs/{job}/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What waits for a job, or failed there, record by record
         * @description Needs the scope `operations:read`.
         */
        get: operations["listJobRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/monitoring/jobs/{job}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Runs of a periodic job that found something to do or failed, the newest first
         * @description Needs the scope `operations:read`.
         */
        get: operations["listJobRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/monitoring/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is wrong, the newest first
         * @description Those that are not resolved, unless `state` says otherwise.
         *
         *     Needs the scope `operations:read`.
         */
        get: operations["listAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/monitoring/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One alert, with who did what about it, and whom it was told
         * @description Needs the scope `operations:read`.
         */
        get: operations["readAlert"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/monitoring/alerts/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that somebody looks after an alert
         * @description What concerns the whole installation is for those who may operate every company.
         *
         *     Needs the scope `operations:write`.
         */
        post: operations["acknowledgeAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/monitoring/alerts/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that an alert is settled; it is raised again when it was gone and comes back
         * @description What concerns the whole installation is for those who may operate every company.
         *
         *     Needs the scope `operations:write`.
         */
        post: operations["resolveAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/monitoring/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Messages about alerts: sent, waiting, failed; the newest first
         * @description Needs the scope `operations:read`.
         */
        get: operations["listAlertMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/monitoring/alerts/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test message to every target, to see that it arrives
         * @description Needs the scope `operations:write`.
         */
        post: operations["testAlerts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/monitoring/stuck-orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open orders that have not changed for long, since when, and what each waits for
         * @description Needs the scope `operations:read`.
         */
        get: operations["listStuckOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/about": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Version, level of the schema, and orders of the year
         * @description Needs the scope `operations:read`.
         */
        get: operations["readAbout"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/expectations/{party}/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One expectation, and what did not come
         * @description Needs the scope `operations:read`.
         */
        get: operations["readExpectation"];
        /**
         * State what is expected of a channel, warehouse, shop or webhook endpoint
         * @description What does not come raises an alert that names it. Of a channel: orders an hour, order ids without gaps, counts of each day. Of the others: an acknowledgement within a time.
         *
         *     Needs the scope `setup:write`.
         */
        put: operations["saveExpectation"];
        post?: never;
        /**
         * Expect nothing of somebody any more
         * @description Needs the scope `setup:write`.
         */
        delete: operations["deleteExpectation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/expectations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is expected of whom
         * @description Needs the scope `operations:read`.
         */
        get: operations["listExpectations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{channel}/reconciliations/{day}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A day of a channel, with every difference
         * @description Needs the scope `operations:read`.
         */
        get: operations["readReconciliation"];
        /**
         * State what a channel has of a day, and see what differs here
         * @description The day is that of the company, the orders those that were placed on it. Stated again it is compared again. What was missing and comes settles by itself.
         *
         *     Needs the scope `operations:write`.
         */
        put: operations["reconcileDay"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{channel}/reconciliations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Days that a channel stated, the newest first
         * @description Needs the scope `operations:read`.
         */
        get: operations["listReconciliations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The checklist of the company: every step with its check and its remedy
         * @description Needs the scope `setup:read`.
         */
        get: operations["readSetup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup/companies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a company in set-up, with the usual books, calendar, location, price list and shop
         * @description Needs the scope `admin`.
         */
        post: operations["foundCompany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup/steps/{key}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check a step now
         * @description What a probe found is kept, with who asked for it.
         *
         *     Needs the scope `setup:write`.
         */
        post: operations["checkSetupStep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup/steps/{key}/waiver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leave an optional step, and say why
         * @description Needs the scope `setup:write`.
         */
        post: operations["waiveSetupStep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup/go-live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open the company to orders
         * @description Refused while a required step fails; each stands in `errors` with its remedy.
         *
         *     Needs the scope `admin`.
         */
        post: operations["goLive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process runs */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process can answer requests */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Metrics of this process for Prometheus
         * @description Needs the scope `metrics:read`.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            /** @description Address of a page about this kind of problem. */
            type: string;
            title: string;
            status: number;
            detail?: string;
            /** @description Names this request; it stands in the log of the server, too. */
            instance: string;
            /** @description Part of the API: never renamed. */
            code: string;
            errors?: {
                /** @description JSON Pointer into the body; /query/… and /path/… for parameters. */
                path: string;
                code: string;
                message: string;
            }[];
        } & {
            [key: string]: unknown;
        };
        SignIn: {
            login: string;
            password: string;
        };
        Session: {
            kind: "user" | "key";
            id: string;
            name: string;
            company: string | null;
            companies: string[];
            scopes: string[];
            rows: "all" | "customers" | "partner";
        };
        PasswordChange: {
            current: string;
            new: string;
        };
        Grant: {
            /** @description Code of a company; '*' is the whole installation. */
            company: string;
            role: "administrator" | "operations" | "finance" | "developer" | "viewer" | "partner" | "customer";
            /** @description Only rows of these customer accounts, `acc_…`; none for an employee means all. */
            customerAccountIds?: string[];
            partnerId?: string | null;
        };
        User: {
            id: string;
            login: string;
            name: string;
            disabled: boolean;
            createdAt: string;
            grants: components["schemas"]["Grant"][];
        };
        /** UserList */
        UserList: {
            rows: components["schemas"]["User"][];
            next: string | null;
        };
        NewUser: {
            login: string;
            name: string;
            password: string;
            grants: components["schemas"]["Grant"][];
        };
        UserChange: {
            disabled?: boolean;
            password?: string;
        };
        ApiKey: {
            id: string;
            company: string;
            name: string;
            scopes: string[];
            rows: "all" | "customers" | "partner";
            customerAccountIds: string[];
            partnerId: string | null;
            createdAt: string;
            createdBy: string;
            expiresAt: string | null;
            revokedAt: string | null;
            revokedBy: string | null;
        };
        /** ApiKeyList */
        ApiKeyList: {
            rows: components["schemas"]["ApiKey"][];
            next: string | null;
        };
        NewApiKey: {
            /** @description Code of a company; '*' is the whole installation. */
            company: string;
            name: string;
            scopes: ("admin" | "billing:read" | "billing:write" | "catalog:read" | "catalog:write" | "credit:write" | "customers:erase" | "customers:read" | "customers:write" | "goodwill:write" | "inventory:read" | "inventory:write" | "ledger:read" | "ledger:write" | "metrics:read" | "operations:read" | "operations:write" | "orders:read" | "orders:write" | "receipts:write" | "setup:read" | "setup:write" | "shipments:read" | "shipments:write")[];
            rows?: "all" | "customers" | "partner";
            /** @description Only rows of these customer accounts, `acc_…`; none for an employee means all. */
            customerAccountIds?: string[];
            partnerId?: string | null;
            expiresAt?: string | null;
        };
        /** CompanyInput */
        CompanyInput: {
            /** @description Never changes */
            code: string;
            name: string;
            /** @description Of the books; never changes */
            currency: string;
            country: string;
            /** @description IANA name, e.g. Europe/London */
            timeZone: string;
            taxRounding?: "unit" | "line" | "document";
            /** @description May its business clock be moved? Never changes */
            sandbox?: boolean;
            /** @description false: it begins in set-up and keeps orders as drafts until POST /setup/go-live. true when absent */
            live?: boolean;
            settings?: {
                [key: string]: unknown;
            };
            custom?: {
                [key: string]: unknown;
            };
        };
        /** ClockMoveInput */
        ClockMoveInput: {
            /**
             * Format: date-time
             * @description Business time from now on
             */
            to?: string;
            /** @description Forward by so many days */
            days?: number;
        };
        /** CalendarInput */
        CalendarInput: {
            code: string;
            /** @description 1 = Monday */
            workingDays: number[];
            holidays: string[];
        };
        /** ExchangeRateInput */
        ExchangeRateInput: {
            from: string;
            to: string;
            /** @description YYYY-MM-DD */
            validFrom: string;
            /** @description Units of `to` for one of `from`, up to 10 decimals */
            rate: string;
        };
        /** DocumentSeriesInput */
        DocumentSeriesInput: {
            code: string;
            kind: "invoice" | "credit_memo";
            prefix: string;
            /** @description monotone: dates must rise with the numbers; free: past dates may follow (imports) */
            policy: "monotone" | "free";
        };
        /** ItemInput */
        ItemInput: {
            /** @description Opaque id with the prefix of its kind */
            id?: string;
            sku: string;
            name: string;
            itemClass: string;
            /** @description goods when absent; never changes */
            kind?: "goods" | "service" | "charge" | "gift_card";
            /** @description EA when absent; never changes */
            uom?: string;
            /** @description Decimals that a quantity of it may have; absent: 0 for a unit that is counted (EA, box …), 6 for one that is measured (KG, M, L, HUR …) */
            decimals?: number;
            /** @description standard when absent */
            taxCode?: string;
            /** @description Fulfillment pattern; by kind when absent */
            pattern?: string;
            active?: boolean;
            custom?: {
                [key: string]: unknown;
            };
        };
        /** AlternateNumber */
        AlternateNumber: {
            /** @description Whose number it is: pos, loyalty */
            system: string;
            number: string;
        };
        /** Money */
        Money: {
            /**
             * @description Decimal string with the decimals of the currency
             * @example 10.00
             */
            amount: string;
            /** @example GBP */
            currency: string;
        };
        /** CustomerInput */
        CustomerInput: {
            /** @description Opaque id with the prefix of its kind */
            id?: string;
            /** @description Opaque id with the prefix of its kind */
            customerId?: string;
            number: string;
            kind?: "organization" | "person" | "walk_in";
            name?: string;
            email?: string;
            phone?: string;
            address?: {
                [key: string]: unknown;
            };
            /** @description Numbers in other systems; all of them, absent: as they were */
            alternateNumbers?: components["schemas"]["AlternateNumber"][];
            /** @description The number when absent */
            account?: string;
            /** @description Of the account; never changes */
            currency: string;
            /** @description 30 when absent */
            termsDays?: number;
            segment?: string;
            shipToCountry: string;
            shipToRegion?: string;
            taxExempt?: boolean;
            /** @description null: not checked; absent: as it was */
            creditLimit?: components["schemas"]["Money"] | null;
            /** @description Account of the firm that acts for this one: its users and keys see and order for it; null: nobody; absent: as it was */
            partner?: string | null;
            custom?: {
                [key: string]: unknown;
            };
        };
        /** SiteInput */
        SiteInput: {
            /** @description Opaque id with the prefix of its kind */
            id?: string;
            /** @description Number of the customer */
            customer: string;
            /** @description Orders name the site by it */
            code: string;
            /** @description Both when absent */
            purposes?: ("ship_to" | "bill_to")[];
            /** @description ISO 3166-1 alpha-2 */
            country: string;
            region?: string;
            name?: string;
            company?: string;
            lines?: string[];
            city?: string;
            postcode?: string;
            phone?: string;
            email?: string;
            /** @description true when absent */
            active?: boolean;
            custom?: {
                [key: string]: unknown;
            };
        };
        /** ContactInput */
        ContactInput: {
            /** @description Number of the customer */
            customer: string;
            code: string;
            /** @description Of the same customer; all when absent */
            site?: string;
            /** @description What to ask them about; not who they are */
            role?: string;
            name: string;
            email?: string;
            phone?: string;
            /** @description true when absent */
            active?: boolean;
            custom?: {
                [key: string]: unknown;
            };
        };
        /** Merged */
        Merged: {
            change: "merged" | "unmerged" | "unchanged";
            /** @description Number of the record that leads the customer */
            head: string;
            /** @description All of them, the head first */
            records: string[];
        };
        /** NewNote */
        NewNote: {
            text: string;
        };
        /** MatchRuleInput */
        MatchRuleInput: {
            code: string;
            /** @description The first rule that agrees decides; 0 when absent */
            position?: number;
            /** @description All of these agree. Name and postcode count together, or beside another key */
            keys: ("email" | "phone" | "alternate_number" | "name" | "postcode")[];
            outcome: "suggest" | "merge";
            /** @description Records that may agree and still be merged, beyond it is only suggested: a key that many have is nobody’s. 3 when absent */
            mostRecords?: number;
            /** @description true when absent */
            active?: boolean;
        };
        /** MatchList */
        MatchList: {
            /** @description Number of the record that leads the customer */
            customer: string;
            matches: {
                /** @description The record that leads the other customer */
                customer: string;
                name: string | null;
                email: string | null;
                /** @description Its record that agrees */
                record: string;
                /** @description The record that it agrees with */
                with: string;
                rule: string;
                /** @description Of the rule: suggest or merge */
                outcome: string;
                /** @description What agreed */
                keys: string[];
                /** @description One of the two was merged and unmerged before */
                decidedApart: boolean;
            }[];
            /** @description false: there are more than 20 */
            complete: boolean;
        };
        /** LedgerAccountInput */
        LedgerAccountInput: {
            code: string;
            name: string;
            /** @description Never changes */
            type: "asset" | "liability" | "equity" | "revenue" | "expense";
            /** @description The sub-ledger that this account must agree with; only one account has it. Absent: as it was; null: none. Fixed once entries stand in the account */
            control?: "receivable" | "inventory" | "cash" | "deposits" | "unapplied" | "tax" | "receipts_accrual" | null;
        };
        /** PostingRuleInput */
        PostingRuleInput: {
            /** @description Opaque id with the prefix of its kind */
            id?: string;
            event: string;
            amountKind: string;
            orderType?: string;
            itemClass?: string;
            /** @description CEL; true: the rule holds. Variables: event, kind, company, orderType, itemClass, currency and, where it is known when accounts are chosen, amount (minor units) */
            condition?: string;
            debitAccount: string;
            creditAccount: string;
            active?: boolean;
        };
        /** PeriodInput */
        PeriodInput: {
            /** @description e.g. 2026-03 */
            code: string;
            /** @description YYYY-MM-DD */
            startsOn: string;
            /** @description YYYY-MM-DD, the last day */
            endsOn: string;
        };
        /** TrialBalance */
        TrialBalance: {
            /** @description The place in the order of facts that this is as of; repeat by it */
            pos: string;
            at: string | null;
            period: string | null;
            currency: string;
            /** @description balance = opening + debit − credit; debit balances are positive */
            rows: {
                code: string;
                name: string;
                /** @description asset, liability, equity, revenue or expense */
                type: string;
                control: string | null;
                opening: components["schemas"]["Money"];
                debit: components["schemas"]["Money"];
                credit: components["schemas"]["Money"];
                balance: components["schemas"]["Money"];
            }[];
            totals: {
                debit: components["schemas"]["Money"];
                credit: components["schemas"]["Money"];
                balanced: boolean;
            };
        };
        /** SignedHead */
        SignedHead: {
            /** @description Its code */
            company: string;
            /** @description A place in its order of facts */
            pos: string;
            /** @description Of the chain of facts up to this place, hex */
            hash: string;
            /**
             * Format: date-time
             * @description RFC 3339 in UTC
             */
            at: string;
            /** @description Which life of the installation it is of: a restore begins another */
            epoch: string;
            keyId: string;
            /** @description Ed25519, base64url */
            signature: string;
        } & {
            /**
             * Format: date-time
             * @description RFC 3339 in UTC
             */
            signedAt: string;
        };
        /** SignedHeadPage */
        SignedHeadPage: {
            rows: components["schemas"]["SignedHead"][];
            next: string | null;
        };
        /** SignedHeads */
        SignedHeads: components["schemas"]["SignedHeadPage"] & {
            /** @description Public keys by their id, as PEM */
            keys: {
                [key: string]: string;
            };
        };
        /** JournalEntry */
        JournalEntry: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            pos: string | null;
            at: string | null;
            event: string;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            postedOn: string;
            sourceType: string;
            sourceId: string | null;
            orderId: string | null;
            orderNumber: string | null;
            currency: string;
            total: components["schemas"]["Money"];
            postings: {
                ordinal: number;
                debit: {
                    code: string;
                    name: string;
                };
                credit: {
                    code: string;
                    name: string;
                };
                amount: components["schemas"]["Money"];
                functionalAmount: components["schemas"]["Money"];
                kind: string;
                fulfillmentLineId: string | null;
                ruleId: string | null;
            }[];
        };
        /** JournalList */
        JournalList: {
            rows: components["schemas"]["JournalEntry"][];
            next: string | null;
        };
        /** AccountPosting */
        AccountPosting: {
            /** @description Opaque id with the prefix of its kind */
            entryId: string;
            ordinal: number;
            event: string;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            postedOn: string;
            /** @description debit or credit */
            side: string;
            amount: components["schemas"]["Money"];
            functionalAmount: components["schemas"]["Money"];
            against: {
                code: string;
                name: string;
            };
            kind: string;
            orderId: string | null;
            orderNumber: string | null;
            fulfillmentLineId: string | null;
            ruleId: string | null;
            sourceType: string;
            sourceId: string | null;
        };
        /** AccountPostingPage */
        AccountPostingPage: {
            rows: components["schemas"]["AccountPosting"][];
            next: string | null;
        };
        /** AccountPostings */
        AccountPostings: {
            account: {
                code: string;
                name: string;
                /** @description asset, liability, equity, revenue or expense */
                type: string;
                control: string | null;
            };
        } & components["schemas"]["AccountPostingPage"];
        /** PriceListInput */
        PriceListInput: {
            code: string;
            /** @description Never changes */
            currency: string;
            /** @description Absent: for everyone */
            segment?: string;
            /** @description Lowest first; 100 when absent */
            rank?: number;
            /** @description YYYY-MM-DD, the first day */
            validFrom: string;
            /** @description YYYY-MM-DD, the last day */
            validTo?: string;
        };
        /** UnitPrice */
        UnitPrice: {
            /** @description Decimal string, up to 6 decimals */
            amount: string;
            currency: string;
        };
        /** PriceInput */
        PriceInput: {
            list: string;
            sku: string;
            /** @description The unit of the item when absent */
            uom?: string;
            /** @description YYYY-MM-DD, the first day */
            validFrom: string;
            /** @description YYYY-MM-DD, the last day */
            validTo?: string;
            unitPrice: components["schemas"]["UnitPrice"];
        };
        /** PromotionInput */
        PromotionInput: {
            code: string;
            /** @description Either percent or amount */
            percent?: string;
            amount?: components["schemas"]["Money"];
            /** @description CEL; true: the promotion applies */
            condition: string;
            /** @description YYYY-MM-DD, the first day */
            validFrom: string;
            /** @description YYYY-MM-DD, the last day */
            validTo?: string;
            /** @description Lowest first; 100 when absent */
            rank?: number;
        };
        /** FreightRuleInput */
        FreightRuleInput: {
            currency: string;
            /** @description Absent: every country */
            country?: string;
            amount: components["schemas"]["Money"];
            freeAbove?: components["schemas"]["Money"];
            /** @description standard when absent; none: untaxed */
            taxCode?: string;
            /** @description Lowest first; 100 when absent */
            rank?: number;
        };
        /** TaxRateInput */
        TaxRateInput: {
            taxCode: string;
            country: string;
            /** @description Absent: the whole country */
            region?: string;
            name: string;
            /** @description Decimal, e.g. "20" */
            percent: string;
            /** @description YYYY-MM-DD, the first day */
            validFrom: string;
            /** @description YYYY-MM-DD, the last day */
            validTo?: string;
        };
        /** LocationInput */
        LocationInput: {
            code: string;
            name: string;
            country: string;
            /** @description 1 = asked first; 100 when absent */
            rank?: number;
            /** @description Code of the location whose costs it shares; its own when absent; never changes */
            costOrganization?: string;
            shipLeadDays?: number;
            /** @description true (when absent): shipments confirm themselves */
            autoConfirm?: boolean;
        };
        /** StockRow */
        StockRow: {
            /** @description Opaque id with the prefix of its kind */
            itemId: string;
            sku: string;
            name: string;
            /** @description Location code */
            location: string;
            locationName: string;
            /**
             * @description Decimal string, up to 6 decimals
             * @example 3
             */
            onHand: string;
            /**
             * @description Decimal string, up to 6 decimals
             * @example 3
             */
            reserved: string;
            /**
             * @description Decimal string, up to 6 decimals
             * @example 3
             */
            available: string;
            costPool: {
                /**
                 * @description Decimal string, up to 6 decimals
                 * @example 3
                 */
                quantity: string;
                value: components["schemas"]["Money"];
                average: components["schemas"]["UnitPrice"];
                method: string;
            } | null;
        };
        /** StockList */
        StockList: {
            rows: components["schemas"]["StockRow"][];
            next: string | null;
        };
        /** Availability */
        Availability: {
            /** @description Opaque id with the prefix of its kind */
            itemId: string;
            sku: string;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            today: string;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            on: string;
            /**
             * @description Decimal string, up to 6 decimals
             * @example 3
             */
            availableOn: string;
            locations: {
                location: string;
                /**
                 * @description Decimal string, up to 6 decimals
                 * @example 3
                 */
                onHand: string;
                /**
                 * @description Decimal string, up to 6 decimals
                 * @example 3
                 */
                reserved: string;
                /**
                 * @description Decimal string, up to 6 decimals
                 * @example 3
                 */
                availableOn: string;
                /** @description From each day until the next, this much can be promised */
                steps: {
                    /**
                     * Format: date
                     * @description YYYY-MM-DD in the company's time zone
                     */
                    from: string;
                    /**
                     * @description Decimal string, up to 6 decimals
                     * @example 3
                     */
                    available: string;
                }[];
                supplies: {
                    number: string;
                    /**
                     * Format: date
                     * @description YYYY-MM-DD in the company's time zone
                     */
                    dueOn: string;
                    /**
                     * @description Decimal string, up to 6 decimals
                     * @example 3
                     */
                    quantity: string;
                    pastDue: boolean;
                }[];
                /**
                 * @description Decimal string, up to 6 decimals
                 * @example 3
                 */
                demand: string;
                /**
                 * @description Decimal string, up to 6 decimals
                 * @example 3
                 */
                backordered: string;
            }[];
        };
        /** StockMove */
        StockMove: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            /** @description opening, receipt, issue, return, adjustment or revaluation */
            kind: string;
            location: string;
            /**
             * @description Decimal string, up to 6 decimals
             * @example 3
             */
            quantity: string;
            value: components["schemas"]["Money"];
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            movedOn: string;
            orderId: string | null;
            orderNumber: string | null;
        };
        /** StockMoveList */
        StockMoveList: {
            rows: components["schemas"]["StockMove"][];
            next: string | null;
        };
        /** InventorySystemInput */
        InventorySystemInput: {
            code: string;
            name: string;
            /** @description Name of the connection in the settings of the processes (DOCKET_OUTSIDE_<NAME>_URL); absent: it hands its snapshots over by itself */
            connection?: string;
            /** @description It says what goods cost; false when absent */
            costs?: boolean;
            /** @description It says what items are sold for; false when absent */
            prices?: boolean;
            /** @description Where its prices stand among the price lists for everybody; 100 when absent */
            priceRank?: number;
            /** @description Only for items of this class; for all when absent */
            itemClass?: string;
            /** @description How often it is asked; 900 when absent */
            refreshSeconds?: number;
            /** @description A snapshot that is older is stale; 86400 when absent */
            staleSeconds?: number;
            active?: boolean;
        };
        /** SnapshotInput */
        SnapshotInput: {
            /** @description Code of the inventory system */
            system: string;
            sku: string;
            /** @description Whose cost it is; of every place when absent */
            location?: string;
            unitCost?: components["schemas"]["UnitPrice"];
            unitPrice?: components["schemas"]["UnitPrice"];
            /** @description Of the price; the unit of the item when absent */
            uom?: string;
            /**
             * Format: date-time
             * @description When the system looked
             */
            asOf: string;
        };
        SnapshotOutcomes: {
            outcomes: {
                index: number;
                ok: boolean;
                /** @description created, changed or unchanged */
                change?: string;
                code?: string;
                problems?: unknown[];
            }[];
        };
        /** SourceSystemInput */
        SourceSystemInput: {
            code: string;
            name: string;
            /** @description Orders come with final prices, kept for good */
            prePriced?: boolean;
            /** @description Orders may bring customers that are not known */
            createCustomers?: boolean;
            /** @description A customer reference that was seen before; ignore when absent */
            duplicateReference?: "ignore" | "warn" | "refuse";
            /** @description Nothing of an order goes on for so long after it was placed; 0 when absent */
            remorseMinutes?: number;
            active?: boolean;
        };
        /** RecognitionRuleInput */
        RecognitionRuleInput: {
            name: string;
            /** @description Highest first; 5 when absent */
            relevancy?: number;
            /** @description CEL */
            condition: string;
            orderType: string;
            /** @description Present: the order fails with it */
            failReason?: string;
            active?: boolean;
        };
        /** TransformationRuleInput */
        TransformationRuleInput: {
            name: string;
            /** @description Highest first; 5 when absent */
            relevancy?: number;
            /** @description CEL; absent: always */
            condition?: string;
            /**
             * @description What it sets: priority, customerReference, requestedOn, prepaid, shipTo.country, shipTo.region, lines.sku, lines.uom, lines.requestedOn, custom.<name>, lines.custom.<name>
             * @example priority
             * @example lines.sku
             */
            sets: string;
            /** @description CEL for the value: a whole number for `priority`, true or false for `prepaid`, else a text */
            value: string;
            active?: boolean;
        };
        /** LookupValueInput */
        LookupValueInput: {
            /** @description Name of the table */
            lookup: string;
            /** @description The foreign word */
            key: string;
            /** @description Ours */
            value: string;
            /** @description false: as if it did not stand there */
            active?: boolean;
        };
        /** ValidationRuleInput */
        ValidationRuleInput: {
            /** @description Absent: every type */
            orderType?: string;
            /** @description CEL, true of a good order; amounts are in the smallest unit of the currency of the order */
            condition: string;
            message: string;
            /** @description JSON Pointer of the field */
            path?: string;
            active?: boolean;
        };
        /**
         * Aging
         * @description Open amounts by days past due
         */
        Aging: {
            current: components["schemas"]["Money"];
            days1to30: components["schemas"]["Money"];
            days31to60: components["schemas"]["Money"];
            days61to90: components["schemas"]["Money"];
            over90: components["schemas"]["Money"];
        };
        /** AccountRef */
        AccountRef: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            number: string;
        };
        /** Receivable */
        Receivable: {
            account: components["schemas"]["AccountRef"];
            /** @description Opaque id with the prefix of its kind */
            invoiceId: string;
            kind: string;
            number: string | null;
            orderId: string | null;
            orderNumber: string | null;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            issuedOn: string;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            dueOn: string;
            daysPastDue: number;
            bucket: string;
            original: components["schemas"]["Money"];
            open: components["schemas"]["Money"];
        };
        /** ReceivableList */
        ReceivableList: {
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            asOf: string;
            /** @description Over all rows of the filter, a row a currency */
            aging: ({
                currency: string;
                total: components["schemas"]["Money"];
            } & components["schemas"]["Aging"])[];
            /** @description false: there are more than 100,000 open items; the aging is of those that are due first */
            agingComplete: boolean;
            rows: components["schemas"]["Receivable"][];
            next: string | null;
        };
        /** InvoiceSummary */
        InvoiceSummary: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            /** @description invoice or credit_memo */
            kind: string;
            number: string | null;
            account: components["schemas"]["AccountRef"];
            orderId: string | null;
            orderNumber: string | null;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            issuedOn: string;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            dueOn: string;
            total: components["schemas"]["Money"];
            open: components["schemas"]["Money"] | null;
        };
        /** InvoiceList */
        InvoiceList: {
            rows: components["schemas"]["InvoiceSummary"][];
            next: string | null;
        };
        /** KeptAddress */
        KeptAddress: {
            name: string | null;
            company: string | null;
            lines: string[];
            city: string | null;
            postcode: string | null;
            region: string | null;
            country: string | null;
            phone: string | null;
            email: string | null;
        };
        /** Place */
        Place: {
            /** @description Code of a site of the customer */
            site: string | null;
            address: components["schemas"]["KeptAddress"] | null;
            /** @description Why there is an address or none; `hidden` from a credential that has no need of it */
            addressState: "none" | "shown" | "hidden" | "erased";
        };
        /** BilledStray */
        BilledStray: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            /** @description Opaque id with the prefix of its kind */
            orderId: string;
            orderNumber: string;
        };
        /** InvoiceView */
        InvoiceView: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            kind: string;
            number: string | null;
            account: components["schemas"]["AccountRef"];
            /** @description Who pays, as the order says; null: it is of no order */
            billTo: components["schemas"]["Place"] | null;
            /** @description Goods that left without a sale, which it bills, and the order that they left for */
            stray: components["schemas"]["BilledStray"] | null;
            orderId: string | null;
            orderNumber: string | null;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            issuedOn: string;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            dueOn: string;
            currency: string;
            net: components["schemas"]["Money"];
            tax: components["schemas"]["Money"];
            freight: components["schemas"]["Money"];
            total: components["schemas"]["Money"];
            open: components["schemas"]["Money"] | null;
            lines: {
                ordinal: number;
                fulfillmentLineId: string | null;
                itemId: string | null;
                sku: string;
                /**
                 * @description Decimal string, up to 6 decimals
                 * @example 3
                 */
                quantity: string;
                unitPrice: components["schemas"]["UnitPrice"];
                net: components["schemas"]["Money"];
                tax: components["schemas"]["Money"];
                freight: components["schemas"]["Money"];
                /**
                 * @description Percent as a decimal string
                 * @example 20
                 */
                taxPercent: string;
                /** @description What of the tax the order did not agree to, since the rate changed before this part was billed. */
                taxDifference: components["schemas"]["Money"] | null;
            }[];
            taxes: {
                /**
                 * @description Percent as a decimal string
                 * @example 20
                 */
                percent: string;
                base: components["schemas"]["Money"];
                tax: components["schemas"]["Money"];
            }[];
            applications: {
                /** @description Opaque id with the prefix of its kind */
                id: string;
                fromType: string;
                /** @description Opaque id with the prefix of its kind */
                fromId: string;
                /**
                 * Format: date
                 * @description YYYY-MM-DD in the company's time zone
                 */
                appliedOn: string;
                amount: components["schemas"]["Money"];
                rule: string;
            }[];
        };
        /** ReceiptRow */
        ReceiptRow: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            account: components["schemas"]["AccountRef"];
            orderId: string | null;
            orderNumber: string | null;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            receivedOn: string;
            amount: components["schemas"]["Money"];
            applied: components["schemas"]["Money"];
            unapplied: components["schemas"]["Money"];
            kind: string | null;
            method: string;
            reference: string | null;
        };
        /** ReceiptList */
        ReceiptList: {
            rows: components["schemas"]["ReceiptRow"][];
            next: string | null;
        };
        /** ReceiptDetail */
        ReceiptDetail: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            account: components["schemas"]["AccountRef"];
            orderId: string | null;
            orderNumber: string | null;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            receivedOn: string;
            amount: components["schemas"]["Money"];
            applied: components["schemas"]["Money"];
            unapplied: components["schemas"]["Money"];
            kind: string | null;
            method: string;
            reference: string | null;
            applications: {
                /** @description Opaque id with the prefix of its kind */
                id: string;
                /** @description Opaque id with the prefix of its kind */
                invoiceId: string;
                invoiceNumber: string | null;
                orderId: string | null;
                orderNumber: string | null;
                /**
                 * Format: date
                 * @description YYYY-MM-DD in the company's time zone
                 */
                appliedOn: string;
                amount: components["schemas"]["Money"];
                rule: string;
            }[];
        };
        /** PatternInput */
        PatternInput: {
            /** @description By which items name it */
            code: string;
            /** @description As listed; said in a description, it has to be the newest, so that nobody is overruled */
            version?: number;
            /** @description A part goes by the first one whose condition is true; the last has none */
            components: {
                kind: string;
                /** @description CEL; absent: always */
                when?: string;
                /** @description CEL; parts with an equal key share a component */
                key: string;
                tasks: {
                    kind: string;
                    /** @description CEL; absent: always */
                    when?: string;
                }[];
            }[];
            /** @description false: written down only; new orders take the newest active version */
            active?: boolean;
        };
        /** StockReceipt */
        StockReceipt: {
            sku: string;
            location: string;
            quantity: string | number;
            unitCost?: string | number;
            standardCost?: string | number;
            /**
             * Format: date
             * @description YYYY-MM-DD in the time zone of the company
             */
            on?: string;
            supplyNumber?: string;
        };
        StockOutcomes: {
            outcomes: {
                index: number;
                ok: boolean;
                answer?: unknown;
                code?: string;
                problems?: unknown[];
            }[];
        };
        /** OpeningStock */
        OpeningStock: {
            sku: string;
            location: string;
            quantity: string | number;
            unitCost: string | number;
            standardCost?: string | number;
            /**
             * Format: date
             * @description YYYY-MM-DD in the time zone of the company
             */
            on?: string;
        };
        /** StockAdjustment */
        StockAdjustment: {
            sku: string;
            location: string;
            quantity: string | number;
            unitCost?: string | number;
            standardCost?: string | number;
            /**
             * Format: date
             * @description YYYY-MM-DD in the time zone of the company
             */
            on?: string;
        };
        /** SupplyOrder */
        SupplyOrder: {
            sku: string;
            location: string;
            quantity: string | number;
            number: string;
            unitCost: string | number;
            /**
             * Format: date
             * @description YYYY-MM-DD in the time zone of the company
             */
            dueOn: string;
        };
        /** Cancellation */
        Cancellation: {
            reason: string;
            /** @description Without it everything that has not left */
            lines?: {
                lineNo: number;
                quantity?: string | number;
            }[];
            /** @description true: refused (`already_shipped`) when anything of the order has left */
            onlyIfNothingShipped?: boolean;
        };
        Cancelled: {
            /** @description Opaque id with the prefix of its kind */
            orderId: string;
            state: string;
            cancelled: {
                lineNo: number;
                /** @description Opaque id with the prefix of its kind */
                fulfillmentLineId: string;
                /**
                 * @description Decimal string, up to 6 decimals
                 * @example 3
                 */
                quantity: string;
            }[];
            amount: components["schemas"]["Money"];
        };
        /** StraybillStray */
        StraybillStray: {
            reason: string;
        };
        StraySettled: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            /** @description Opaque id with the prefix of its kind */
            orderId: string;
            /** @description open, expected or settled */
            state: string;
            expectedUntil: string | null;
            /**
             * @description Decimal string, up to 6 decimals
             * @example 3
             */
            quantity: string;
            /**
             * @description Decimal string, up to 6 decimals
             * @example 3
             */
            billed: string;
            /**
             * @description Decimal string, up to 6 decimals
             * @example 3
             */
            returned: string;
            /**
             * @description Decimal string, up to 6 decimals
             * @example 3
             */
            writtenOff: string;
            /**
             * @description Decimal string, up to 6 decimals
             * @example 3
             */
            left: string;
            invoiceId: string | null;
        };
        /** StrayexpectStray */
        StrayexpectStray: {
            reason: string;
            /**
             * Format: date
             * @description The last day on which they are expected; `DOCKET_STRAY_DAYS` from today unless said
             */
            until?: string;
        };
        /** StrayreceiveStray */
        StrayreceiveStray: {
            reason: string;
            quantity?: string | number;
            location?: string;
            /**
             * Format: date
             * @description YYYY-MM-DD in the time zone of the company
             */
            receivedOn?: string;
        };
        /** StraywriteOffStray */
        StraywriteOffStray: {
            reason: string;
        };
        /** StrayDecision */
        StrayDecision: {
            id: string;
            decision: "bill" | "expect" | "receive" | "write_off";
            reason: string;
            /**
             * Format: date
             * @description The last day on which they are expected; `DOCKET_STRAY_DAYS` from today unless said
             */
            until?: string;
            quantity?: string | number;
            location?: string;
            /**
             * Format: date
             * @description YYYY-MM-DD in the time zone of the company
             */
            receivedOn?: string;
        };
        StrayOutcomes: {
            outcomes: {
                index: number;
                ok: boolean;
                answer?: unknown;
                code?: string;
                problems?: unknown[];
            }[];
        };
        /** RemorseEnd */
        RemorseEnd: {
            reason: string;
        };
        RemorseState: {
            /** @description Opaque id with the prefix of its kind */
            orderId: string;
            remorseUntil: string | null;
        };
        /** Receipt */
        Receipt: {
            account: string;
            amount: {
                amount: string;
                currency: string;
            };
            orderId?: string;
            invoiceIds?: string[];
            method: string;
            reference?: string;
            /**
             * Format: date
             * @description YYYY-MM-DD in the time zone of the company
             */
            receivedOn?: string;
        };
        ReceiptTaken: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            receivedOn: string;
            unapplied: components["schemas"]["Money"];
            applications: {
                /** @description Opaque id with the prefix of its kind */
                invoiceId: string;
                orderId?: string | null;
                amount: components["schemas"]["Money"];
                settled: boolean;
            }[];
            /** @description Why, in order: `named`, or a rule of the company */
            rules: string[];
            /** @description Invoices that were named and got nothing: paid already, or no money was left for them */
            passedOver: string[];
        };
        /** Application */
        Application: {
            /** @description Paid first, in this order; then the rules go on */
            invoiceIds?: string[];
        };
        MoneyApplied: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            appliedOn: string;
            left: components["schemas"]["Money"];
            applications: {
                /** @description Opaque id with the prefix of its kind */
                invoiceId: string;
                orderId?: string | null;
                amount: components["schemas"]["Money"];
                settled: boolean;
            }[];
            /** @description Why, in order: `named`, or a rule of the company */
            rules: string[];
            /** @description Invoices that were named and got nothing: paid already, or no money was left for them */
            passedOver: string[];
        };
        /** ReturnInput */
        ReturnInput: {
            orderId?: string;
            account?: string;
            currency?: string;
            reason: string;
            /**
             * Format: date
             * @description YYYY-MM-DD in the time zone of the company
             */
            returnedOn?: string;
            series?: string;
            lines: {
                lineNo?: number;
                fulfillmentLineId?: string;
                sku?: string;
                quantity: string | number;
                location?: string;
                unitPrice?: string | number;
                unitCost?: string | number;
                /** @description false: no goods, or scrapped. Default true */
                restock?: boolean;
            }[];
        };
        ReturnTaken: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            orderId: string | null;
            /** @description Opaque id with the prefix of its kind */
            creditMemoId: string;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            issuedOn: string;
            total: components["schemas"]["Money"];
            lines: {
                fulfillmentLineId: string | null;
                sku: string;
                net: components["schemas"]["Money"];
                tax: components["schemas"]["Money"];
                freight: components["schemas"]["Money"];
            }[];
            applications: {
                /** @description Opaque id with the prefix of its kind */
                invoiceId: string;
                orderId?: string | null;
                amount: components["schemas"]["Money"];
                settled: boolean;
            }[];
            onAccount: components["schemas"]["Money"];
        };
        /** ShipmentConfirmation */
        ShipmentConfirmation: {
            lines?: {
                fulfillmentLineId: string;
                quantity: string | number;
            }[];
            carrier?: string;
            trackingNumber?: string;
            /**
             * Format: date
             * @description YYYY-MM-DD in the time zone of the company
             */
            shippedOn?: string;
        };
        ShipmentConfirmed: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            /** @description Opaque id with the prefix of its kind */
            orderId: string;
            state: string;
            lines: {
                /** @description Opaque id with the prefix of its kind */
                fulfillmentLineId: string;
                /**
                 * @description Decimal string, up to 6 decimals
                 * @example 3
                 */
                requested: string;
                /**
                 * @description Decimal string, up to 6 decimals
                 * @example 3
                 */
                shipped: string;
                /**
                 * @description Decimal string, up to 6 decimals
                 * @example 3
                 */
                confirmed: string;
            }[];
            /** @description What left though it was `cancelled`, or is `more_than_ordered`; it waits for a decision */
            strays: {
                /** @description Opaque id with the prefix of its kind */
                id: string;
                /** @description Opaque id with the prefix of its kind */
                fulfillmentLineId: string;
                /**
                 * @description Decimal string, up to 6 decimals
                 * @example 3
                 */
                quantity: string;
                why: string;
            }[];
        };
        /** NewHold */
        NewHold: {
            code: string;
            reason: string;
        };
        HoldState: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            /** @description Opaque id with the prefix of its kind */
            orderId: string;
            kind: string;
            code: string;
            reason: string;
            released: boolean;
            openHolds: number;
        };
        /** HoldRelease */
        HoldRelease: {
            reason: string;
        };
        /** PriorityChange */
        PriorityChange: {
            /** @description 9 is the most urgent, 4 the usual */
            priority: number;
            reason?: string;
        };
        PriorityState: {
            /** @description Opaque id with the prefix of its kind */
            orderId: string;
            priority: number;
        };
        TaskState: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            /** @description Opaque id with the prefix of its kind */
            orderId: string;
            kind: string;
            state: string;
        };
        /**
         * Address
         * @description Either the code of a site of the customer, or an address with at least its country
         */
        Address: {
            site?: string;
            /** @description ISO 3166-1 alpha-2 */
            country?: string;
            region?: string;
            name?: string;
            company?: string;
            lines?: string[];
            city?: string;
            postcode?: string;
            phone?: string;
            email?: string;
        };
        /** MoneyIn */
        MoneyIn: {
            /** @description Decimal string */
            amount: string;
            currency: string;
        };
        /**
         * Discount
         * @description Either percent or amount; the amount of a line is off each unit, that of an order off the whole. No line costs less than nothing.
         */
        Discount: {
            code?: string;
            percent?: string | number;
            amount?: components["schemas"]["MoneyIn"];
            reason?: string;
        };
        /** OrderLineInput */
        OrderLineInput: {
            lineId?: string;
            sku: string;
            quantity: string | number;
            uom?: string;
            unitPrice?: components["schemas"]["MoneyIn"];
            discounts?: components["schemas"]["Discount"][];
            taxAmount?: components["schemas"]["MoneyIn"];
            /**
             * Format: date
             * @description YYYY-MM-DD in the time zone of the company
             */
            requestedOn?: string;
            allowSplit?: boolean;
            /** @description The only place that may serve it, by its code: goods that are collected there */
            location?: string;
            /** @description Your own fields, kept as they are */
            custom?: {
                [key: string]: unknown;
            };
        };
        /** OrderInput */
        OrderInput: {
            source: string;
            externalId: string;
            version?: number;
            orderType?: string;
            customer: {
                account: string;
                create?: {
                    name?: string;
                    email?: string;
                    kind?: "organization" | "person" | "walk_in";
                };
            };
            customerReference?: string;
            currency: string;
            /** Format: date-time */
            placedAt?: string;
            /**
             * Format: date
             * @description YYYY-MM-DD in the time zone of the company
             */
            requestedOn?: string;
            shipTo?: components["schemas"]["Address"];
            billTo?: components["schemas"]["Address"];
            prepaid?: boolean;
            taxInclusive?: boolean;
            discounts?: components["schemas"]["Discount"][];
            freight?: components["schemas"]["MoneyIn"];
            lines: components["schemas"]["OrderLineInput"][];
            /** @description false leaves a draft */
            submit?: boolean;
            /** @description Your own fields, kept as they are */
            custom?: {
                [key: string]: unknown;
            };
        };
        /** OrderAnswer */
        OrderAnswer: {
            id: string;
            number: string;
            source: string;
            externalId: string;
            change: "new" | "edited" | "duplicate";
            version: number;
            /** @description Also the ETag */
            revision: string;
            state: string;
            status: string;
            orderType: string;
            /** @description 0 to 9, 9 is the most urgent */
            priority: number;
            currency: string;
            total: components["schemas"]["MoneyIn"];
            tax: components["schemas"]["MoneyIn"];
            freight: components["schemas"]["MoneyIn"];
            problems: {
                path: string;
                code: string;
                message: string;
            }[];
            holds: {
                id: string;
                code: string;
                reason: string;
            }[];
            lines: {
                lineNo: number;
                lineId: string | null;
                sku: string;
                quantity: string;
                unitPrice: components["schemas"]["MoneyIn"];
                net: components["schemas"]["MoneyIn"];
                tax: components["schemas"]["MoneyIn"];
                freight: components["schemas"]["MoneyIn"];
                promises: {
                    fulfillmentLineId: string;
                    quantity: string;
                    supply: string;
                    promisedOn: string | null;
                }[];
            }[];
        };
        /** LineOutcome */
        LineOutcome: {
            /** @description Counted from 1 */
            line: number;
            /** @description What the order alone would have been answered with */
            status: number;
            /** @description Leads to the bytes of the line */
            intake?: string;
            order?: components["schemas"]["OrderAnswer"];
            problem?: {
                code: string;
                title: string;
                errors?: unknown[];
            };
        };
        /**
         * DraftEdit
         * @description `submit: true` submits what the edit made; otherwise it stays a draft
         */
        DraftEdit: {
            orderType?: string;
            customer?: {
                account: string;
                create?: {
                    name?: string;
                    email?: string;
                    kind?: "organization" | "person" | "walk_in";
                };
            };
            customerReference?: string;
            currency?: string;
            /** Format: date-time */
            placedAt?: string;
            /**
             * Format: date
             * @description YYYY-MM-DD in the time zone of the company
             */
            requestedOn?: string;
            shipTo?: components["schemas"]["Address"];
            billTo?: components["schemas"]["Address"];
            prepaid?: boolean;
            taxInclusive?: boolean;
            discounts?: components["schemas"]["Discount"][];
            freight?: components["schemas"]["MoneyIn"];
            /** @description false leaves a draft */
            submit?: boolean;
            /** @description Your own fields, kept as they are */
            custom?: {
                [key: string]: unknown;
            };
            lines?: {
                /** @description The line that is changed; absent: a new one */
                lineNo?: number;
                /** @description true takes the line out; the others keep their numbers */
                remove?: boolean;
                lineId?: string;
                sku?: string;
                quantity?: string | number;
                uom?: string;
                unitPrice?: components["schemas"]["MoneyIn"];
                discounts?: components["schemas"]["Discount"][];
                taxAmount?: components["schemas"]["MoneyIn"];
                /**
                 * Format: date
                 * @description YYYY-MM-DD in the time zone of the company
                 */
                requestedOn?: string;
                allowSplit?: boolean;
                /** @description The only place that may serve it, by its code: goods that are collected there */
                location?: string;
                /** @description Your own fields, kept as they are */
                custom?: {
                    [key: string]: unknown;
                };
            }[];
        };
        /** Erasure */
        Erasure: {
            customer: string;
            change: "erased" | "unchanged";
            /** @description Names, addresses and contacts */
            personRows: number;
            /** @description What was received */
            bodies: number;
            /** @description What drafts were stated as */
            drafts: number;
            /** @description Numbers of other records of the same customer whose personal data stand: each is erased on its own, for a merge can be undone and this cannot */
            notErased: string[];
        };
        /** OrderStatusList */
        OrderStatusList: {
            heardTo: string | null;
            problem: string | null;
            dueAt: string | null;
            rows: {
                /** @description Opaque id with the prefix of its kind */
                orderId: string;
                orderNumber: string;
                /** @description Place in the order of facts */
                heardTo: string;
                /** @description Place in the order of facts */
                toldTo: string;
                telling: string | null;
                attempts: number;
                /** @description In a row */
                failures: number;
                problem: string | null;
                dueAt: string | null;
            }[];
            next: string | null;
        };
        /** OrderStatusMessages */
        OrderStatusMessages: {
            rows: {
                /** @description Place in the order of facts */
                pos: string;
                /** @description sending, later, waiting, told or refused */
                state: string;
                /** @description What the shop was to know */
                wanted: unknown;
                /**
                 * Format: date-time
                 * @description RFC 3339 in UTC
                 */
                firstAt: string;
                attempts: number;
                answeredAt: string | null;
                problem: string | null;
            }[];
        };
        /** MessageTried */
        MessageTried: {
            /** @description One for each message of the body, at most 100 */
            messages: {
                place: string | null;
                /** @description What it is about; unknown: it cannot be told */
                event: string;
                /** @description The sender's name of what it speaks of */
                key: string;
                version: string | null;
                /** @description order, cancellation, return, customer, nothing or refused */
                what: string;
                mapped: {
                    [key: string]: unknown;
                } | null;
                problems: {
                    path: string;
                    code: string;
                    message: string;
                }[];
            }[];
        };
        /** MessageTaken */
        MessageTaken: {
            /** @description itk_… */
            message: string;
            event: "order_submitted" | "order_cancelled" | "remorse_started" | "return_updated" | "customer_saved" | "unknown";
            again: boolean;
            /** @description Of a body with several messages: those behind the first */
            others?: {
                /** @description itk_… */
                message: string;
                event: "order_submitted" | "order_cancelled" | "remorse_started" | "return_updated" | "customer_saved" | "unknown";
                again: boolean;
            }[];
        };
        /** FunctionAnswer */
        FunctionAnswer: {
            [key: string]: unknown;
        };
        /** ChannelInput */
        ChannelInput: {
            name: string;
            /** @description commerce, mapped */
            kind: string;
            /** @description Source system that its orders have */
            source: string;
            /** @description By its kind: docs/guides/connect-a-shop.md, docs/guides/connect-any-shop.md */
            settings: {
                [key: string]: unknown;
            };
            /** @description What is signed by one of them is genuine: one for each webhook of the sender, and the one before while it is changed */
            signingSecrets?: string[];
            /** @description By which the sender is asked back; null takes it away */
            applicationKey?: string | null;
            active?: boolean;
            /** @description True: its messages are kept for webhook endpoints that hand them on; no order is made of them here */
            gateway?: boolean;
        };
        /** Channel */
        Channel: {
            code: string;
            /** @description chn_…, which its address has */
            id: string;
            name: string;
            kind: string;
            source: string;
            active: boolean;
            gateway: boolean;
            /** @description Path that its messages are sent to */
            webhooks: string;
            /** @description Paths at which it asks while a shopper waits, by name */
            functions: {
                [key: string]: string;
            };
            settings: {
                [key: string]: unknown;
            };
            /** @description How many stand; they are never shown */
            signingSecrets: number;
            /** @description Is there one? */
            applicationKey: boolean;
            lastMessageAt: string | null;
        };
        /** Channels */
        Channels: {
            rows: components["schemas"]["Channel"][];
            next: string | null;
        };
        /** Message */
        Message: {
            /** @description Leads to its bytes: `GET /api/v1/intake/{id}` */
            id: string;
            event: "order_submitted" | "order_cancelled" | "remorse_started" | "return_updated" | "customer_saved" | "unknown";
            /** @description The sender's name of what it speaks of */
            key: string;
            changedAt: string | null;
            /**
             * Format: date-time
             * @description RFC 3339 in UTC
             */
            receivedAt: string;
            /** @description When it came last */
            lastAt: string;
            /** @description How often it came, byte for byte */
            came: number;
            outcome: "waiting" | "accepted" | "draft" | "duplicate" | "kept" | "failed";
            problems: {
                path: string;
                code: string;
                message: string;
            }[];
            orderId: string | null;
            orderNumber: string | null;
            attempts: number;
            place: string | null;
            dueAt: string | null;
        };
        /** Messages */
        Messages: {
            rows: components["schemas"]["Message"][];
            next: string | null;
        };
        /** MessageDetail */
        MessageDetail: {
            /** @description Leads to its bytes: `GET /api/v1/intake/{id}` */
            id: string;
            event: "order_submitted" | "order_cancelled" | "remorse_started" | "return_updated" | "customer_saved" | "unknown";
            /** @description The sender's name of what it speaks of */
            key: string;
            changedAt: string | null;
            /**
             * Format: date-time
             * @description RFC 3339 in UTC
             */
            receivedAt: string;
            /** @description When it came last */
            lastAt: string;
            /** @description How often it came, byte for byte */
            came: number;
            outcome: "waiting" | "accepted" | "draft" | "duplicate" | "kept" | "failed";
            problems: {
                path: string;
                code: string;
                message: string;
            }[];
            orderId: string | null;
            orderNumber: string | null;
            attempts: number;
            place: string | null;
            dueAt: string | null;
            contentType: string;
            /** @description SHA-256 of the bytes, hex */
            bodyHash: string;
            /** @description Its bytes can be opened by nobody any more */
            erased: boolean;
        };
        /** WebhookEndpointInput */
        WebhookEndpointInput: {
            code: string;
            /** @description The code when absent */
            name?: string;
            /** @description https; http on loopback only */
            url: string;
            /** @description Types of events to send, such as order.submitted; all when absent or empty */
            eventTypes?: string[];
            /** @description It is sent what a gateway took instead of events */
            forwards?: {
                /** @description Code of a channel that is a gateway */
                channel: string;
                /** @description json when absent */
                format?: "json" | "xml";
                /** @description docs/guides/hand-on-to-another-system.md; absent: the message as it came */
                template?: {
                    [key: string]: unknown;
                };
                /** @description Tables: the sender's word → ours */
                lookups?: {
                    [key: string]: {
                        [key: string]: string;
                    };
                };
            };
            /** @description False: events wait until it is true again; true when absent */
            enabled?: boolean;
        };
        /** WebhookEndpoint */
        WebhookEndpoint: {
            code: string;
            name: string;
            url: string;
            eventTypes: string[];
            forwards: {
                [key: string]: unknown;
            } | null;
            enabled: boolean;
            /** @description failing: the last call failed; set_aside: too many did, it is only tried now and then */
            state: "delivering" | "failing" | "set_aside" | "disabled";
            /** @description Calls in vain in a row */
            failures: number;
            setAsideAt: string | null;
            nextTryAt: string | null;
            failedAt: string | null;
            problem: string | null;
            /** @description Places of the feed that are not settled yet */
            behind: number;
            /** @description Events that were given up; at most 1000 are counted */
            failed: number;
            previousSecretUntil: string | null;
            /** @description Replays that are under way: where each stands and ends */
            replays: {
                to: "failed" | "all";
                place: string;
                until: string;
                actor: string;
                /**
                 * Format: date-time
                 * @description RFC 3339 in UTC
                 */
                madeAt: string;
            }[];
        };
        /** WebhookEndpointList */
        WebhookEndpointList: {
            rows: components["schemas"]["WebhookEndpoint"][];
            next: string | null;
        };
        /** WebhookAttempt */
        WebhookAttempt: {
            endpoint: string;
            /** @description Id of the event, sent as webhook-id */
            event: string;
            type: string;
            orderId: string | null;
            orderNumber: string | null;
            /** @description The how many-eth in a row; a replay counts anew */
            attempt: number;
            replay: boolean;
            outcome: "delivered" | "retrying" | "given_up";
            /**
             * Format: date-time
             * @description RFC 3339 in UTC
             */
            at: string;
            durationMs: number;
            status: number | null;
            problem: string | null;
        };
        /** WebhookAttemptList */
        WebhookAttemptList: {
            rows: components["schemas"]["WebhookAttempt"][];
            next: string | null;
        };
        /** WebhookAttempts */
        WebhookAttempts: {
            payload: unknown;
            attempts: {
                endpoint: string;
                /** @description Id of the event, sent as webhook-id */
                event: string;
                type: string;
                orderId: string | null;
                orderNumber: string | null;
                /** @description The how many-eth in a row; a replay counts anew */
                attempt: number;
                replay: boolean;
                outcome: "delivered" | "retrying" | "given_up";
                /**
                 * Format: date-time
                 * @description RFC 3339 in UTC
                 */
                at: string;
                durationMs: number;
                status: number | null;
                problem: string | null;
                answer: string | null;
            }[];
        };
        /** FailedWebhookEvent */
        FailedWebhookEvent: {
            endpoint: string;
            event: string;
            type: string;
            orderId: string | null;
            orderNumber: string | null;
            /**
             * Format: date-time
             * @description RFC 3339 in UTC
             */
            failedAt: string;
            attempts: number;
            status: number | null;
            problem: string | null;
        };
        /** FailedWebhookEventList */
        FailedWebhookEventList: {
            rows: components["schemas"]["FailedWebhookEvent"][];
            next: string | null;
        };
        /** WebhookReplayInput */
        WebhookReplayInput: {
            event?: string;
            /** @description `pos` of the first event */
            fromPlace?: string;
            /** @description `pos` of the last event; the newest when absent */
            untilPlace?: string;
            /**
             * Format: date-time
             * @description Events of this time and later
             */
            from?: string;
            /**
             * Format: date-time
             * @description Events before this time
             */
            until?: string;
            /** @description `failed`: what an endpoint did not take, and only to that one (when absent); `all`: once more to each endpoint, taken or not */
            to?: "failed" | "all";
            /** @description All when absent */
            endpoints?: string[];
        };
        /** CustomerRef */
        CustomerRef: {
            number: string;
            name: string | null;
        };
        /** OrderSummary */
        OrderSummary: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            /** @example SO1000017 */
            number: string;
            source: string;
            externalId: string;
            customer: components["schemas"]["CustomerRef"] | null;
            account: components["schemas"]["AccountRef"] | null;
            /**
             * Format: date-time
             * @description RFC 3339 in UTC
             */
            placedAt: string;
            total: components["schemas"]["Money"];
            lines: number;
            /** @description The stored state of the order, one of 13 */
            state: string;
            /** @description The shown status: the least advanced line, plus `partially_…` */
            status: string;
            /** @description The shown status in words */
            statusName: string;
            fulfillmentStatus: string;
            billingStatus: string;
            /** @description not_due (nothing is billed yet), due (prepaid: its money is awaited), unpaid (billed), partially_paid or paid */
            paymentStatus: string;
            /** @description A task of it failed for good: it needs a person, whatever the status says */
            fallout: boolean;
            promisedOn: string | null;
        };
        /** OrderList */
        OrderList: {
            rows: components["schemas"]["OrderSummary"][];
            next: string | null;
        };
        /** RuleRef */
        RuleRef: {
            code: string | null;
            version: number;
        };
        /**
         * WaterfallStep
         * @description `effect` is what the step adds to the line; all but those of freight add up to its price
         */
        WaterfallStep: {
            /** @description list, frozen (came with the order), discount, floor, order_discount, promotion or freight */
            step: string;
            /** @description What `base`, `amount` and `result` are of: one unit, or the whole line */
            per: "unit" | "line";
            rule: components["schemas"]["RuleRef"] | null;
            code: string | null;
            reason: string | null;
            /** @description When the outside system that states the price looked; null for a price of our own */
            asOf: string | null;
            percent: string | null;
            base: components["schemas"]["UnitPrice"];
            amount: components["schemas"]["UnitPrice"];
            result: components["schemas"]["UnitPrice"];
            effect: components["schemas"]["Money"];
            /** @description Rules that did not apply, and why; empty for a credential that sees part of the rows */
            losers: {
                rule: components["schemas"]["RuleRef"];
                why: string;
            }[];
        };
        /** OrderLine */
        OrderLine: {
            lineNo: number;
            externalLineId: string | null;
            /** @description The order version since which the line stands like this */
            version: number;
            /** @description add, modify or no_change */
            action: string;
            itemId: string | null;
            sku: string;
            name: string | null;
            itemClass: string;
            kind: string;
            uom: string;
            /**
             * @description Decimal string, up to 6 decimals
             * @example 3
             */
            quantity: string;
            unitPrice: components["schemas"]["UnitPrice"];
            net: components["schemas"]["Money"];
            tax: components["schemas"]["Money"];
            freight: components["schemas"]["Money"];
            /**
             * @description Percent as a decimal string
             * @example 20
             */
            taxPercent: string;
            /** @description What a unit cost us when it was priced, in the currency of the books; null without the scope inventory:read, and for a credential that sees part of the rows */
            unitCost: components["schemas"]["UnitPrice"] | null;
            costFrom: {
                system: string;
                /**
                 * Format: date-time
                 * @description RFC 3339 in UTC
                 */
                asOf: string;
            } | null;
            /** @description How the price came about; empty without a price */
            waterfall: components["schemas"]["WaterfallStep"][];
            /** @description As the deciding act wrote it */
            custom: unknown;
        };
        /** LocationRef */
        LocationRef: {
            code: string;
            name: string;
        };
        /** FulfillmentLine */
        FulfillmentLine: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            lineNo: number;
            location: components["schemas"]["LocationRef"] | null;
            /**
             * @description Decimal string, up to 6 decimals
             * @example 3
             */
            quantity: string;
            /** @description on_hand, dated, backorder or none */
            supply: string;
            requestedOn: string | null;
            promisedOn: string | null;
            firstPromisedOn: string | null;
            /** @description As the deciding act wrote it */
            decision: unknown;
            /**
             * @description Decimal string, up to 6 decimals
             * @example 3
             */
            reserved: string;
            /**
             * @description Decimal string, up to 6 decimals
             * @example 3
             */
            shipped: string;
            /**
             * @description Decimal string, up to 6 decimals
             * @example 3
             */
            invoiced: string;
            /**
             * @description Decimal string, up to 6 decimals
             * @example 3
             */
            returned: string;
            /**
             * @description Decimal string, up to 6 decimals
             * @example 3
             */
            cancelled: string;
            status: string;
        };
        /** Hold */
        Hold: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            lineNo: number | null;
            taskKind: string | null;
            kind: string;
            code: string;
            reason: string;
            placedBy: string | null;
            placedAt: string | null;
            expiresOn: string | null;
            released: boolean;
            releasedBy: string | null;
            releasedAt: string | null;
            releaseReason: string | null;
        };
        /** PlanTask */
        PlanTask: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            /** @description Opaque id with the prefix of its kind */
            componentId: string;
            kind: string;
            mode: string;
            generation: number;
            state: string;
            waits: number;
            startAt: string | null;
            dueAt: string | null;
            attempt: number | null;
            /** @description As the deciding act wrote it */
            input: unknown;
            /** @description As the deciding act wrote it */
            output: unknown;
            problem: string | null;
        };
        /** Plan */
        Plan: {
            components: {
                /** @description Opaque id with the prefix of its kind */
                id: string;
                kind: string;
                key: string;
                pattern: string;
                modelVersion: number;
                location: components["schemas"]["LocationRef"] | null;
                /** @description Fulfillment lines */
                lines: string[];
                /** @description The lines of the order behind them */
                lineNos: number[];
            }[];
            tasks: components["schemas"]["PlanTask"][];
            dependencies: {
                /** @description Opaque id with the prefix of its kind */
                from: string;
                /** @description Opaque id with the prefix of its kind */
                to: string;
                met: boolean;
            }[];
        };
        /** PlanSummary */
        PlanSummary: {
            tasks: number;
            steps: {
                /** @description Kind of the component */
                component: string;
                /** @description What its tasks do */
                kind: string;
                /** @description How many tasks are in a state */
                states: {
                    [key: string]: number;
                };
            }[];
            dependencies: {
                from: {
                    component: string;
                    kind: string;
                };
                to: {
                    component: string;
                    kind: string;
                };
            }[];
        };
        /** Shipment */
        Shipment: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            state: string;
            location: components["schemas"]["LocationRef"] | null;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            releasedOn: string;
            carrier: string | null;
            trackingNumber: string | null;
            lines: {
                /** @description Opaque id with the prefix of its kind */
                fulfillmentLineId: string;
                lineNo: number | null;
                /** @description Opaque id with the prefix of its kind */
                itemId: string;
                sku: string | null;
                /**
                 * @description Decimal string, up to 6 decimals
                 * @example 3
                 */
                requested: string;
                /**
                 * @description Decimal string, up to 6 decimals
                 * @example 3
                 */
                shipped: string;
            }[];
            confirmations: {
                /** @description Opaque id with the prefix of its kind */
                id: string;
                /**
                 * Format: date
                 * @description YYYY-MM-DD in the company's time zone
                 */
                shippedOn: string;
                messageKey: string;
            }[];
        };
        /** StrayRow */
        StrayRow: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            /** @description open, expected, settled; `open`: it waits for a decision */
            state: string;
            /** @description "left although cancelled", or "left beyond what was ordered" */
            says: string;
            /** @description cancelled, more_than_ordered */
            why: string;
            /** @description Opaque id with the prefix of its kind */
            orderId: string;
            orderNumber: string;
            /** @description Opaque id with the prefix of its kind */
            shipmentId: string;
            /** @description Opaque id with the prefix of its kind */
            fulfillmentLineId: string;
            sku: string | null;
            location: string | null;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            leftOn: string;
            expectedUntil: string | null;
            /**
             * @description Decimal string, up to 6 decimals
             * @example 3
             */
            quantity: string;
            /**
             * @description Decimal string, up to 6 decimals
             * @example 3
             */
            billed: string;
            /**
             * @description Decimal string, up to 6 decimals
             * @example 3
             */
            returned: string;
            /**
             * @description Decimal string, up to 6 decimals
             * @example 3
             */
            writtenOff: string;
            /**
             * @description Decimal string, up to 6 decimals
             * @example 3
             */
            left: string;
            invoiceId: string | null;
        };
        /** Return */
        Return: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            returnedOn: string;
            reason: string;
            lines: {
                fulfillmentLineId: string | null;
                lineNo: number | null;
                /** @description Opaque id with the prefix of its kind */
                itemId: string;
                sku: string | null;
                location: components["schemas"]["LocationRef"] | null;
                /**
                 * @description Decimal string, up to 6 decimals
                 * @example 3
                 */
                quantity: string;
            }[];
        };
        /** OrderDocument */
        OrderDocument: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            /** @description invoice or credit_memo */
            kind: string;
            number: string | null;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            issuedOn: string;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            dueOn: string;
            net: components["schemas"]["Money"];
            tax: components["schemas"]["Money"];
            freight: components["schemas"]["Money"];
            total: components["schemas"]["Money"];
            open: components["schemas"]["Money"] | null;
            applications: {
                /** @description Opaque id with the prefix of its kind */
                id: string;
                /** @description receipt or credit_memo */
                fromType: string;
                /** @description Opaque id with the prefix of its kind */
                fromId: string;
                /**
                 * Format: date
                 * @description YYYY-MM-DD in the company's time zone
                 */
                appliedOn: string;
                amount: components["schemas"]["Money"];
                rule: string;
            }[];
        };
        /** TimelineRow */
        TimelineRow: {
            /** @description Place in the company's order of facts */
            pos: string;
            /**
             * Format: date-time
             * @description RFC 3339 in UTC
             */
            at: string;
            act: string;
            actor: string | null;
            reason: string | null;
            changes: {
                what: string;
                key: string | null;
                lineNo: number | null;
                /** @description As the deciding act wrote it */
                from: unknown;
                /** @description As the deciding act wrote it */
                to: unknown;
            }[];
            events: string[];
        };
        /** OrderPosting */
        OrderPosting: {
            ordinal: number;
            /** @description Account code */
            debit: string;
            /** @description Account code */
            credit: string;
            amount: components["schemas"]["Money"];
            functionalAmount: components["schemas"]["Money"];
            kind: string;
            fulfillmentLineId: string | null;
            lineNo: number | null;
            ruleId: string | null;
        };
        /** BookEntry */
        BookEntry: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            pos: string | null;
            event: string;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            postedOn: string;
            sourceType: string;
            sourceId: string | null;
            currency: string;
            postings: components["schemas"]["OrderPosting"][];
        };
        /** OrderView */
        OrderView: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            number: string;
            /** @description Also the ETag */
            revision: number;
            version: number;
            orderType: string;
            source: string;
            externalId: string;
            customerReference: string | null;
            customer: components["schemas"]["CustomerRef"] | null;
            account: components["schemas"]["AccountRef"] | null;
            /** @description The stored state of the order, one of 13 */
            state: string;
            /** @description The shown status: the least advanced line, plus `partially_…` */
            status: string;
            /** @description The shown status in words */
            statusName: string;
            fulfillmentStatus: string;
            billingStatus: string;
            /** @description not_due (nothing is billed yet), due (prepaid: its money is awaited), unpaid (billed), partially_paid or paid */
            paymentStatus: string;
            /** @description A task of it failed for good: it needs a person, whatever the status says */
            fallout: boolean;
            openHolds: number;
            lineCount: number;
            /** @description 0 to 9, 9 is the most urgent */
            priority: number;
            /**
             * Format: date-time
             * @description RFC 3339 in UTC
             */
            placedAt: string;
            remorseUntil: string | null;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            orderedOn: string;
            requestedOn: string | null;
            promisedOn: string | null;
            shipToCountry: string;
            shipToRegion: string;
            shipTo: components["schemas"]["Place"];
            billTo: components["schemas"]["Place"];
            currency: string;
            prePriced: boolean;
            taxInclusive: boolean;
            prepaid: boolean;
            termsDays: number;
            net: components["schemas"]["Money"];
            tax: components["schemas"]["Money"];
            freight: components["schemas"]["Money"];
            freightTax: components["schemas"]["Money"];
            total: components["schemas"]["Money"];
            cancelledTotal: components["schemas"]["Money"];
            /** @description As the deciding act wrote it */
            problems: unknown;
            /** @description As the deciding act wrote it */
            decisions: unknown;
            /** @description As the deciding act wrote it */
            custom: unknown;
            lines?: components["schemas"]["OrderLine"][];
            fulfillmentLines?: components["schemas"]["FulfillmentLine"][];
            holds?: components["schemas"]["Hold"][];
            plan?: components["schemas"]["Plan"];
            planSummary?: components["schemas"]["PlanSummary"];
            shipments?: components["schemas"]["Shipment"][];
            /** @description What left without a sale */
            strays?: components["schemas"]["StrayRow"][];
            returns?: components["schemas"]["Return"][];
            invoices?: components["schemas"]["OrderDocument"][];
            deposits?: {
                /** @description Opaque id with the prefix of its kind */
                receiptId: string;
                kind: string;
                /**
                 * Format: date
                 * @description YYYY-MM-DD in the company's time zone
                 */
                receivedOn: string;
                amount: components["schemas"]["Money"];
                unapplied: components["schemas"]["Money"];
                method: string;
                reference: string | null;
            }[];
            timeline?: components["schemas"]["TimelineRow"][];
            books?: components["schemas"]["BookEntry"][];
            intake?: {
                /** @description Opaque id with the prefix of its kind */
                id: string;
                /**
                 * Format: date-time
                 * @description RFC 3339 in UTC
                 */
                receivedAt: string;
                principal: string;
                contentType: string;
                outcome: string;
                /** @description SHA-256 of the bytes, hex */
                bodyHash: string;
                /** @description As the deciding act wrote it */
                problems: unknown;
            } | null;
        };
        /**
         * OrderLineRow
         * @description Amounts are without tax: what of `net` was cancelled and is not billed, what was invoiced, and what stands on credit memos
         */
        OrderLineRow: {
            lineNo: number;
            externalLineId: string | null;
            /** @description The order version since which the line stands like this */
            version: number;
            /** @description add, modify or no_change */
            action: string;
            itemId: string | null;
            sku: string;
            name: string | null;
            itemClass: string;
            kind: string;
            uom: string;
            /**
             * @description Decimal string, up to 6 decimals
             * @example 3
             */
            quantity: string;
            unitPrice: components["schemas"]["UnitPrice"];
            net: components["schemas"]["Money"];
            tax: components["schemas"]["Money"];
            freight: components["schemas"]["Money"];
            /**
             * @description Percent as a decimal string
             * @example 20
             */
            taxPercent: string;
            /** @description What a unit cost us when it was priced, in the currency of the books; null without the scope inventory:read, and for a credential that sees part of the rows */
            unitCost: components["schemas"]["UnitPrice"] | null;
            costFrom: {
                system: string;
                /**
                 * Format: date-time
                 * @description RFC 3339 in UTC
                 */
                asOf: string;
            } | null;
            /** @description How the price came about; empty without a price */
            waterfall: components["schemas"]["WaterfallStep"][];
            /** @description As the deciding act wrote it */
            custom: unknown;
            /**
             * @description Decimal string, up to 6 decimals
             * @example 3
             */
            cancelled: string;
            /**
             * @description Decimal string, up to 6 decimals
             * @example 3
             */
            shipped: string;
            /**
             * @description Decimal string, up to 6 decimals
             * @example 3
             */
            invoiced: string;
            /**
             * @description Decimal string, up to 6 decimals
             * @example 3
             */
            returned: string;
            netCancelled: components["schemas"]["Money"];
            netBilled: components["schemas"]["Money"];
            netCredited: components["schemas"]["Money"];
            parts: components["schemas"]["FulfillmentLine"][];
        };
        /** OrderLineList */
        OrderLineList: {
            rows: components["schemas"]["OrderLineRow"][];
            next: string | null;
        };
        /** TimelinePageRow */
        TimelinePageRow: {
            /** @description Place in the company's order of facts */
            pos: string;
            /**
             * Format: date-time
             * @description RFC 3339 in UTC
             */
            at: string;
            act: string;
            actor: string | null;
            reason: string | null;
            changes: {
                what: string;
                key: string | null;
                lineNo: number | null;
                /** @description As the deciding act wrote it */
                from: unknown;
                /** @description As the deciding act wrote it */
                to: unknown;
            }[];
            events: string[];
            /** @description How many changes there are; `changes` has the first hundred */
            changed: number;
        };
        /** TimelineList */
        TimelineList: {
            rows: components["schemas"]["TimelinePageRow"][];
            next: string | null;
        };
        /** PlanComponent */
        PlanComponent: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            kind: string;
            key: string;
            pattern: string;
            modelVersion: number;
            location: components["schemas"]["LocationRef"] | null;
        };
        /** OrderTaskRow */
        OrderTaskRow: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            /** @description Opaque id with the prefix of its kind */
            componentId: string;
            kind: string;
            mode: string;
            generation: number;
            state: string;
            waits: number;
            startAt: string | null;
            dueAt: string | null;
            attempt: number | null;
            /** @description As the deciding act wrote it */
            input: unknown;
            /** @description As the deciding act wrote it */
            output: unknown;
            problem: string | null;
            component: components["schemas"]["PlanComponent"];
            /** @description How many fulfillment lines the component has */
            lines: number;
            /** @description The lines of the order behind its first twenty */
            lineNos: number[];
        };
        /** OrderTaskList */
        OrderTaskList: {
            rows: components["schemas"]["OrderTaskRow"][];
            next: string | null;
        };
        /** OrderPostingRow */
        OrderPostingRow: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            pos: string | null;
            event: string;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            postedOn: string;
            sourceType: string;
            sourceId: string | null;
            currency: string;
            posting: components["schemas"]["OrderPosting"];
        };
        /** OrderPostingList */
        OrderPostingList: {
            rows: components["schemas"]["OrderPostingRow"][];
            next: string | null;
        };
        /** ShipmentView */
        ShipmentView: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            state: string;
            location: {
                code: string;
                name: string;
            } | null;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            releasedOn: string;
            carrier: string | null;
            trackingNumber: string | null;
            /** @description Opaque id with the prefix of its kind */
            orderId: string;
            orderNumber: string;
            customerReference: string | null;
            shipToCountry: string;
            shipToRegion: string;
            shipTo: components["schemas"]["Place"];
            /** @description What to pick, by SKU */
            lines: {
                /** @description Opaque id with the prefix of its kind */
                fulfillmentLineId: string;
                /** @description Opaque id with the prefix of its kind */
                itemId: string;
                sku: string | null;
                name: string | null;
                uom: string | null;
                /**
                 * @description Decimal string, up to 6 decimals
                 * @example 3
                 */
                requested: string;
                /**
                 * @description Decimal string, up to 6 decimals
                 * @example 3
                 */
                shipped: string;
            }[];
        };
        /** CustomerSummary */
        CustomerSummary: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            number: string;
            /** @description organization, person or walk_in */
            kind: string;
            name: string | null;
            email: string | null;
        };
        /** CustomerList */
        CustomerList: {
            rows: components["schemas"]["CustomerSummary"][];
            next: string | null;
            /** @description false: more names begin with `q` than were looked at; write more of it */
            complete: boolean;
        };
        /** CustomerNote */
        CustomerNote: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            /** @description Number of its record */
            customer: string;
            /**
             * Format: date-time
             * @description RFC 3339 in UTC
             */
            at: string;
            /** @description user:…, key:… or system; null for a credential that sees part of the rows, unless it is its own */
            actor: string;
            text: string | null;
        };
        /** CustomerAccount */
        CustomerAccount: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            number: string;
            /** @description Number of its record */
            customer: string;
            currency: string;
            termsDays: number;
            segment: string;
            shipToCountry: string;
            shipToRegion: string;
            taxExempt: boolean;
            creditLimit: components["schemas"]["Money"] | null;
            /** @description What the limit is compared with: open orders + open receivables − unapplied */
            exposure: {
                openOrders: components["schemas"]["Money"];
                openReceivables: components["schemas"]["Money"];
                unapplied: components["schemas"]["Money"];
                total: components["schemas"]["Money"];
            };
            available: components["schemas"]["Money"] | null;
        };
        /** CustomerView */
        CustomerView: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            number: string;
            kind: string;
            name: string | null;
            email: string | null;
            phone: string | null;
            /** @description As the deciding act wrote it */
            address: unknown;
            /** @description As the deciding act wrote it */
            custom: unknown;
            /** @description The number that was asked for: that of any record of the customer */
            askedNumber: string;
            /** @description Everything below is of all of these. None to a credential that sees some accounts only */
            records: {
                /** @description Opaque id with the prefix of its kind */
                id: string;
                number: string;
                kind: string;
                name: string | null;
                email: string | null;
                phone: string | null;
                /** @description It leads the customer: name and address above are its own */
                head: boolean;
                into: string | null;
                mergedAt: string | null;
                mergedBy: string | null;
                reason: string | null;
                rule: string | null;
                legalHold: {
                    /**
                     * Format: date
                     * @description YYYY-MM-DD in the company's time zone
                     */
                    until: string;
                    reason: string;
                } | null;
                /** @description Its personal data were erased; those of other records were not */
                erased: boolean;
            }[];
            /** @description What was decided of these records and of those that once were; newest first */
            merges: {
                /**
                 * Format: date-time
                 * @description RFC 3339 in UTC
                 */
                at: string;
                /** @description user:…, key:… or system; null for a credential that sees part of the rows, unless it is its own */
                actor: string;
                customer: string;
                into: string | null;
                reason: string;
                rule: string | null;
            }[];
            /** @description What other systems call it */
            alternateNumbers: {
                system: string;
                number: string;
                customer: string;
            }[];
            /** @description The newest 50; all of them are pages of `/customers/{number}/notes` */
            notes: components["schemas"]["CustomerNote"][];
            sites: {
                customer: string;
                code: string;
                /** @description ship_to, bill_to */
                purposes: string[];
                country: string;
                region: string;
                active: boolean;
                address: components["schemas"]["KeptAddress"] | null;
            }[];
            legalHold: {
                /**
                 * Format: date
                 * @description YYYY-MM-DD in the company's time zone
                 */
                until: string;
                reason: string;
            } | null;
            /** @description What was said of a legal hold, newest first; without a day it was released */
            legalHolds: {
                customer: string;
                at: string | null;
                /** @description user:…, key:… or system; null for a credential that sees part of the rows, unless it is its own */
                actor: string;
                until: string | null;
                reason: string;
            }[];
            /** @description When its personal data were erased, and what has gone by now; newest first */
            erasures: {
                /** @description Number of the record that was erased */
                customer: string;
                /**
                 * Format: date-time
                 * @description RFC 3339 in UTC
                 */
                at: string;
                /** @description user:…, key:… or system; null for a credential that sees part of the rows, unless it is its own */
                actor: string;
                reason: string;
                forced: boolean;
                personRows: number | null;
                bodies: number | null;
                drafts: number | null;
                /** @description false: it was broken off; asked again it goes on */
                finished: boolean;
            }[];
            accounts: components["schemas"]["CustomerAccount"][];
            /** @description Counted from the orders and documents themselves whenever it is read */
            lifetime: {
                /** @description False: of the newest 100,000 of an account only */
                whole: boolean;
                /** @description Agreed and not cancelled */
                orders: number;
                cancelled: number;
                invoices: number;
                creditMemos: number;
                returns: number;
                /** @description By currency: totals of those orders, of invoices and of credit memos */
                sales: {
                    ordered: components["schemas"]["Money"];
                    billed: components["schemas"]["Money"];
                    credited: components["schemas"]["Money"];
                }[];
            };
            /** @description Not released yet */
            holds: {
                orderNumber: string;
                /** @description Opaque id with the prefix of its kind */
                id: string;
                kind: string;
                code: string;
                reason: string;
            }[];
            /** @description The newest 50 */
            returns: {
                /** @description Opaque id with the prefix of its kind */
                id: string;
                orderNumber: string | null;
                accountNumber: string;
                /**
                 * Format: date
                 * @description YYYY-MM-DD in the company's time zone
                 */
                returnedOn: string;
                reason: string;
            }[];
            /** @description The newest 50 */
            receipts: {
                /** @description Opaque id with the prefix of its kind */
                receiptId: string;
                accountNumber: string;
                /**
                 * Format: date
                 * @description YYYY-MM-DD in the company's time zone
                 */
                receivedOn: string;
                amount: components["schemas"]["Money"];
                unapplied: components["schemas"]["Money"];
                method: string;
                reference: string | null;
            }[];
            /** @description The newest 50, or as many as `orders` says, or the one of `order` */
            orders: components["schemas"]["OrderSummary"][];
            /** @description The 200 that are due first */
            openItems: {
                accountNumber: string;
                /** @description Opaque id with the prefix of its kind */
                invoiceId: string;
                number: string | null;
                orderNumber: string | null;
                /**
                 * Format: date
                 * @description YYYY-MM-DD in the company's time zone
                 */
                dueOn: string;
                original: components["schemas"]["Money"];
                open: components["schemas"]["Money"];
            }[];
            unapplied: {
                accountNumber: string;
                /** @description Opaque id with the prefix of its kind */
                receiptId: string;
                kind: string;
                /**
                 * Format: date
                 * @description YYYY-MM-DD in the company's time zone
                 */
                receivedOn: string;
                amount: components["schemas"]["Money"];
            }[];
        };
        /** NoteList */
        NoteList: {
            rows: components["schemas"]["CustomerNote"][];
            next: string | null;
        };
        /** SearchHit */
        SearchHit: {
            kind: "order" | "shipment" | "customer" | "invoice" | "credit_memo" | "receipt" | "item";
            /** @description Opaque id with the prefix of its kind */
            id: string;
            /** @description Its number, as people say it */
            label: string;
            /** @description What tells it from others */
            subLabel: string;
            /** @description What was found: number, external_id, email, phone, name, postcode, … */
            where: string;
            /** @description The whole of it was said, not its beginning */
            exact: boolean;
            orderNumber: string | null;
        };
        /** SearchAnswer */
        SearchAnswer: {
            /** @description Exact ones first; at most 20 of a kind */
            hits: components["schemas"]["SearchHit"][];
        };
        /** EventEnvelope */
        EventEnvelope: {
            /** @enum {string} */
            specversion: "1.0";
            /** @description epoch:company:pos:n; the same event always has the same id */
            id: string;
            /** @example /companies/demo */
            source: string;
            /** @example order.submitted */
            type: string;
            /** @description Id of the order or of a signed head, or number of the customer */
            subject: string;
            /**
             * Format: date-time
             * @description RFC 3339 in UTC
             */
            time: string;
            /** @enum {string} */
            datacontenttype: "application/json";
            data: {
                pos: string;
                act: string;
                actor: string;
                reason: string | null;
                /** @description Opaque id with the prefix of its kind */
                orderId: string;
                orderNumber: string;
                changes: {
                    what: string;
                    key: string | null;
                    /** @description As the deciding act wrote it */
                    from: unknown;
                    /** @description As the deciding act wrote it */
                    to: unknown;
                }[];
            } | {
                pos: string;
                head: {
                    /** @description Its code */
                    company: string;
                    /** @description A place in its order of facts */
                    pos: string;
                    /** @description Of the chain of facts up to this place, hex */
                    hash: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339 in UTC
                     */
                    at: string;
                    /** @description Which life of the installation it is of: a restore begins another */
                    epoch: string;
                    keyId: string;
                    /** @description Ed25519, base64url */
                    signature: string;
                };
            } | {
                pos: string;
                act: string;
                actor: string;
                reason: string | null;
                /** @description Number of the record */
                customer: string;
                into: string | null;
                /** @description Number of the record that leads its customer now */
                head: string;
                rule: string | null;
            };
        };
        /** EventFeed */
        EventFeed: {
            events: components["schemas"]["EventEnvelope"][];
            /** @description Pass it as `after`: everything up to here was given, in order */
            next: string;
            /** @description The cursor of the newest place in the company's order of facts */
            head: string;
        };
        /** ShipmentRow */
        ShipmentRow: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            /** @description requested, partially_shipped, shipped, cancelled */
            state: string;
            location: string | null;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            releasedOn: string;
            carrier: string | null;
            trackingNumber: string | null;
            /** @description Opaque id with the prefix of its kind */
            orderId: string;
            orderNumber: string;
        };
        /** ShipmentList */
        ShipmentList: {
            rows: components["schemas"]["ShipmentRow"][];
            next: string | null;
        };
        /** StrayList */
        StrayList: {
            rows: components["schemas"]["StrayRow"][];
            next: string | null;
        };
        /** ReturnRow */
        ReturnRow: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            orderId: string | null;
            orderNumber: string | null;
            account: string | null;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            returnedOn: string;
            reason: string;
        };
        /** ReturnList */
        ReturnList: {
            rows: components["schemas"]["ReturnRow"][];
            next: string | null;
        };
        /** SupplyOrderRow */
        SupplyOrderRow: {
            /** @description Opaque id with the prefix of its kind */
            id: string;
            number: string;
            sku: string | null;
            location: string | null;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            dueOn: string;
            /**
             * @description Decimal string, up to 6 decimals
             * @example 3
             */
            quantity: string;
            /**
             * @description Decimal string, up to 6 decimals
             * @example 3
             */
            received: string;
            /**
             * @description Received beyond what was ordered
             * @example 3
             */
            over: string;
            unitCost: components["schemas"]["UnitPrice"];
        };
        /** SupplyOrderList */
        SupplyOrderList: {
            rows: components["schemas"]["SupplyOrderRow"][];
            next: string | null;
        };
        /** OperationDays */
        OperationDays: {
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            from: string;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            to: string;
            /** @description Place in the company's log up to which everything is counted */
            asOf: string;
            /** @description False: what is behind `asOf` is not counted yet, as after an upgrade; ask again later */
            whole: boolean;
            days: {
                /**
                 * Format: date
                 * @description YYYY-MM-DD in the company's time zone
                 */
                day: string;
                numbers: {
                    [key: string]: number;
                };
            }[];
        };
        /** MeasureDefinition */
        MeasureDefinition: {
            id: string;
            feature: string;
            name: string;
            formula: string;
            care: string;
            /** @description percent, hours, days, or what is counted: orders, facts */
            unit: string;
            /** @description share, median, count */
            kind: string;
            /** @description What stands behind it: orders, lines, facts */
            rows: string;
            notMeasured: string | null;
        };
        /** MeasureDefinitions */
        MeasureDefinitions: {
            measures: components["schemas"]["MeasureDefinition"][];
            days: components["schemas"]["MeasureDefinition"][];
        };
        /** MeasureSeries */
        MeasureSeries: {
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            from: string;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            to: string;
            /** @description Place in the company's log up to which everything is counted */
            asOf: string;
            /** @description False: what is behind `asOf` is not counted yet, as after an upgrade; ask again later */
            whole: boolean;
            measure: components["schemas"]["MeasureDefinition"];
            value: string | null;
            p90: string | null;
            numerator: string | null;
            /** @description Of a median: how many rows */
            denominator: string;
            series: {
                /**
                 * Format: date
                 * @description YYYY-MM-DD in the company's time zone
                 */
                on: string;
                value: string | null;
                p90: string | null;
                numerator: string | null;
                /** @description Of a median: how many rows */
                denominator: string;
            }[];
        };
        /** MeasureRows */
        MeasureRows: {
            rows: {
                /** @description Opaque id with the prefix of its kind */
                orderId: string;
                orderNumber: string;
                source: string;
                /**
                 * Format: date
                 * @description YYYY-MM-DD in the company's time zone
                 */
                on: string;
                line: number | null;
                sku: string | null;
                /** @description What it adds to the numerator; of a median, its own number */
                numerator: string;
                denominator: string;
                heldHours: string | null;
                at: string | null;
                act: string | null;
            }[];
            next: string | null;
        };
        /** InvariantReport */
        InvariantReport: {
            /** @description All were checked and hold */
            holds: boolean;
            /** @description False: some law ran out of time */
            complete: boolean;
            laws: {
                law: string;
                sentence: string;
                holds: boolean;
                /** @description False: it ran out of time, nobody knows whether it holds */
                checked: boolean;
                /** @description The first 100 that break it */
                rows: {
                    what: string | null;
                    expected: string;
                    actual: string;
                }[];
            }[];
        };
        /** QueueReport */
        QueueReport: {
            /**
             * Format: date-time
             * @description RFC 3339 in UTC
             */
            at: string;
            tasks: {
                kind: string;
                depth: number;
                due: number;
                /** @description Claimed at least once */
                attempted: number;
                oldestDueSeconds: number | null;
            }[];
            /** @description The newest 100 */
            failed: {
                /** @description Opaque id with the prefix of its kind */
                orderId: string;
                orderNumber: string;
                /** @description Opaque id with the prefix of its kind */
                taskId: string;
                kind: string;
                problem: string;
            }[];
            /** @description What waits on this node */
            doors: {
                act: string;
                lane: string;
                depth: number;
            }[];
        };
        /** SnapshotReport */
        SnapshotReport: {
            /**
             * Format: date-time
             * @description RFC 3339 in UTC
             */
            at: string;
            systems: {
                system: string;
                name: string;
                active: boolean;
                connection: string | null;
                asOf: string | null;
                fetchedAt: string | null;
                ageSeconds: number | null;
                staleSeconds: number;
                /** @description Active, and older than `staleSeconds` or never heard */
                stale: boolean;
                nextAt: string | null;
                /** @description Tries in vain since the last answer */
                failures: number;
                problem: string | null;
                failedAt: string | null;
                rowsRefused: number;
            }[];
            /** @description The first 100 rows that could not be taken */
            refused: {
                system: string;
                /** @description `row N` for one without: its place in the newest round */
                sku: string;
                location: string | null;
                problems: unknown[];
                /**
                 * Format: date-time
                 * @description RFC 3339 in UTC
                 */
                seenAt: string;
            }[];
        };
        /** Job */
        Job: {
            job: string;
            title: string;
            everySeconds: number | null;
            state: "running" | "draining" | "stopped";
            changedAt: string | null;
            changedBy: string | null;
            reason: string | null;
            queue: {
                waiting: number;
                due: number;
                oldestDueAt: string | null;
            } | null;
            inPerMinute: number | null;
            outPerMinute: number;
            failedPerMinute: number;
            processes: {
                process: string;
                /** @description Heard of within ten seconds */
                alive: boolean;
                /**
                 * Format: date-time
                 * @description RFC 3339 in UTC
                 */
                since: string;
                /**
                 * Format: date-time
                 * @description RFC 3339 in UTC
                 */
                beatAt: string;
                workingSince: string | null;
                done: number;
                failed: number;
                lastError: string | null;
                lastErrorAt: string | null;
            }[];
        };
        /** JobDetail */
        JobDetail: {
            job: string;
            title: string;
            everySeconds: number | null;
            state: "running" | "draining" | "stopped";
            changedAt: string | null;
            changedBy: string | null;
            reason: string | null;
            queue: {
                waiting: number;
                due: number;
                oldestDueAt: string | null;
            } | null;
            inPerMinute: number | null;
            outPerMinute: number;
            failedPerMinute: number;
            processes: {
                process: string;
                /** @description Heard of within ten seconds */
                alive: boolean;
                /**
                 * Format: date-time
                 * @description RFC 3339 in UTC
                 */
                since: string;
                /**
                 * Format: date-time
                 * @description RFC 3339 in UTC
                 */
                beatAt: string;
                workingSince: string | null;
                done: number;
                failed: number;
                lastError: string | null;
                lastErrorAt: string | null;
            }[];
            /** @description The newest 50 */
            changes: {
                /**
                 * Format: date-time
                 * @description RFC 3339 in UTC
                 */
                at: string;
                state: string;
                by: string;
                reason: string | null;
            }[];
        };
        /** JobRecord */
        JobRecord: {
            orderId: string | null;
            orderNumber: string | null;
            recordId: string;
            status: "waiting" | "working" | "failed";
            dueAt: string | null;
            attempts: number;
            problem: string | null;
        };
        /** JobRecordList */
        JobRecordList: {
            rows: components["schemas"]["JobRecord"][];
            next: string | null;
        };
        /** JobRun */
        JobRun: {
            process: string;
            /**
             * Format: date-time
             * @description RFC 3339 in UTC
             */
            startedAt: string;
            /**
             * Format: date-time
             * @description RFC 3339 in UTC
             */
            endedAt: string;
            evaluated: number;
            processed: number;
            error: string | null;
        };
        /** JobRunList */
        JobRunList: {
            rows: components["schemas"]["JobRun"][];
            next: string | null;
        };
        /** Alert */
        Alert: {
            id: string;
            company: string | null;
            condition: string;
            subject: string;
            severity: "warning" | "critical";
            says: string;
            facts: unknown;
            atRisk: components["schemas"]["Money"] | null;
            state: "open" | "acknowledged" | "resolved";
            /** @description It is so now */
            standing: boolean;
            /** @description How often it was raised */
            raised: number;
            /** @description How often it was seen since it was raised last */
            seen: number;
            /**
             * Format: date-time
             * @description RFC 3339 in UTC
             */
            raisedAt: string;
            /**
             * Format: date-time
             * @description RFC 3339 in UTC
             */
            lastSeenAt: string;
            resolvedAt: string | null;
            /** @description What to do: a page in docs/operating */
            page: string;
        };
        /** AlertList */
        AlertList: {
            rows: components["schemas"]["Alert"][];
            next: string | null;
        };
        /** AlertMessage */
        AlertMessage: {
            id: string;
            alertId: string | null;
            event: string;
            target: string;
            state: string;
            attempts: number;
            /**
             * Format: date-time
             * @description RFC 3339 in UTC
             */
            madeAt: string;
            sentAt: string | null;
            problem: string | null;
        };
        /** AlertDetail */
        AlertDetail: {
            id: string;
            company: string | null;
            condition: string;
            subject: string;
            severity: "warning" | "critical";
            says: string;
            facts: unknown;
            atRisk: components["schemas"]["Money"] | null;
            state: "open" | "acknowledged" | "resolved";
            /** @description It is so now */
            standing: boolean;
            /** @description How often it was raised */
            raised: number;
            /** @description How often it was seen since it was raised last */
            seen: number;
            /**
             * Format: date-time
             * @description RFC 3339 in UTC
             */
            raisedAt: string;
            /**
             * Format: date-time
             * @description RFC 3339 in UTC
             */
            lastSeenAt: string;
            resolvedAt: string | null;
            /** @description What to do: a page in docs/operating */
            page: string;
            changes: {
                /**
                 * Format: date-time
                 * @description RFC 3339 in UTC
                 */
                at: string;
                state: string;
                by: string;
                note: string | null;
            }[];
            messages: components["schemas"]["AlertMessage"][];
        };
        /** AlertMessageList */
        AlertMessageList: {
            rows: components["schemas"]["AlertMessage"][];
            next: string | null;
        };
        /** StuckOrder */
        StuckOrder: {
            /** @description Opaque id with the prefix of its kind */
            orderId: string;
            orderNumber: string;
            status: string;
            /**
             * Format: date-time
             * @description RFC 3339 in UTC
             */
            since: string;
            /** @description a person, a worker, the warehouse, nothing: it is stuck. a hold, its time, goods, payment: it has a reason */
            waitsFor: string;
            stuck: boolean;
            problem: string | null;
            total: components["schemas"]["Money"];
        };
        /** StuckOrderList */
        StuckOrderList: {
            rows: components["schemas"]["StuckOrder"][];
            next: string | null;
        };
        /** About */
        About: {
            /** @description Of Docket */
            version: string;
            node: string;
            postgres: string;
            /** @description The last migration */
            schema: string;
            /** @description In the company's time zone */
            year: number;
            /** @description Agreed orders placed since its first day */
            ordersThisYear: number;
        };
        /** ExpectationInput */
        ExpectationInput: {
            /** @description Of a warehouse, a shop or a webhook endpoint: when it has said that it got what we said */
            acknowledgedWithinSeconds?: number;
            rate?: {
                /** @description Orders of each hour of a day (24) or of a week from Monday on (168), in the company's time zone; learned from history when absent */
                perHour?: number[];
                /** @description Orders that should have come since the last one, when it is called silence; 8 when absent */
                silentAfter?: number;
                /** @description Of what the last 24 hours should have brought; fewer is called silence, too */
                leastPercent?: number;
            };
            sequence?: {
                /** @description What stands before the number of an order id */
                prefix: string;
                /** @description How much later than the next one a number may come */
                withinSeconds: number;
            };
            /** @description Of a channel: how long after the end of a day its counts are stated */
            reconciledWithinHours?: number;
        };
        /** Expectation */
        Expectation: {
            party: string;
            code: string;
            acknowledgedWithinSeconds: number | null;
            rate: unknown | null;
            sequence: unknown | null;
            reconciledWithinHours: number | null;
            /**
             * Format: date-time
             * @description RFC 3339 in UTC
             */
            statedAt: string;
        };
        /** ExpectationDetail */
        ExpectationDetail: {
            party: string;
            code: string;
            acknowledgedWithinSeconds: number | null;
            rate: unknown | null;
            sequence: unknown | null;
            reconciledWithinHours: number | null;
            /**
             * Format: date-time
             * @description RFC 3339 in UTC
             */
            statedAt: string;
            orders: {
                lastAt: string | null;
                /** @description False: too little is known yet to learn a rate from */
                judged: boolean;
                /** @description Known of history */
                weeks: number;
                expectedSinceLast: number;
                silentAfter: number;
                lastDay: {
                    expected: number;
                    came: number;
                };
            } | null;
            /** @description Runs of order ids that were passed over, also those that may still come */
            missing: {
                first: string;
                last: string;
                orders: number;
                /**
                 * Format: date-time
                 * @description RFC 3339 in UTC
                 */
                since: string;
            }[];
            /** @description Beyond its time; a thousand at most */
            unacknowledged: {
                what: string;
                /** @description Opaque id with the prefix of its kind */
                orderId: string;
                orderNumber: string;
                /**
                 * Format: date-time
                 * @description RFC 3339 in UTC
                 */
                since: string;
                problem: string | null;
                total: components["schemas"]["Money"];
            }[];
        };
        /** ReconciliationInput */
        ReconciliationInput: {
            /** @description Orders that were placed on the day */
            count: number;
            /** @description Their totals, one a currency */
            totals?: {
                amount: string;
                currency: string;
            }[];
            /** @description Each of them: then differences are named order by order */
            orders?: {
                id: string;
                total: {
                    amount: string;
                    currency: string;
                };
            }[];
        };
        /** ReconciliationDetail */
        ReconciliationDetail: {
            /** @description Code of its source system */
            channel: string;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            day: string;
            /** @description agrees: no difference stands any more */
            outcome: "agrees" | "differs";
            /** @description That stand */
            differences: number;
            /** @description False: counts and totals alone */
            listed: boolean;
            there: {
                orders: number;
                totals: components["schemas"]["Money"][];
            };
            here: {
                orders: number;
                totals: components["schemas"]["Money"][];
            };
            /**
             * Format: date-time
             * @description RFC 3339 in UTC
             */
            statedAt: string;
            statedBy: string;
            /** @description Differences, those that stand first; a thousand at most */
            rows: {
                what: "missing_here" | "missing_there" | "other_amount" | "not_submitted" | "duplicate" | "count" | "total";
                order: string | null;
                orderId: string | null;
                there: string | null;
                here: string | null;
                currency: string | null;
                /**
                 * Format: date-time
                 * @description RFC 3339 in UTC
                 */
                foundAt: string;
                settledAt: string | null;
            }[];
        };
        /** Reconciliation */
        Reconciliation: {
            /** @description Code of its source system */
            channel: string;
            /**
             * Format: date
             * @description YYYY-MM-DD in the company's time zone
             */
            day: string;
            /** @description agrees: no difference stands any more */
            outcome: "agrees" | "differs";
            /** @description That stand */
            differences: number;
            /** @description False: counts and totals alone */
            listed: boolean;
            there: {
                orders: number;
                totals: components["schemas"]["Money"][];
            };
            here: {
                orders: number;
                totals: components["schemas"]["Money"][];
            };
            /**
             * Format: date-time
             * @description RFC 3339 in UTC
             */
            statedAt: string;
            statedBy: string;
        };
        /** ReconciliationList */
        ReconciliationList: {
            rows: components["schemas"]["Reconciliation"][];
            next: string | null;
        };
        /** SetupStep */
        SetupStep: {
            key: string;
            area: string;
            title: string;
            why: string;
            required: boolean;
            how: string[];
            room: string | null;
            /** @description Steps that come before */
            after: string[];
            kind: "query" | "probe";
            state: "pass" | "fail" | "not_applicable" | "waived";
            found: string;
            remedy: string | null;
            checkedAt: string | null;
            checkedBy: string | null;
        };
        /** SetupReport */
        SetupReport: {
            company: string;
            live: boolean;
            wentLive: {
                /**
                 * Format: date-time
                 * @description RFC 3339 in UTC
                 */
                at: string;
                by: string;
            } | null;
            /** @description No required step fails */
            ready: boolean;
            /** @description Drafts that wait, 1000 at most */
            drafts: number;
            steps: components["schemas"]["SetupStep"][];
        };
        /** NewCompany */
        NewCompany: {
            /** @description Never changes */
            code: string;
            name: string;
            /** @description Of the books; never changes */
            currency: string;
            country: string;
            /** @description IANA name, e.g. Europe/London */
            timeZone: string;
            /** @description https://… */
            publicUrl?: string;
        };
        /** SetupWaiver */
        SetupWaiver: {
            reason: string;
        };
        Health: {
            status: "ok" | "failing";
            checks: {
                [key: string]: boolean;
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The credential of this request. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"] | null;
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Signed in: the cookie holds the session. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        expiresAt: string;
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in_failed`: The login name or the password is wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_body`: The body does not follow the schema. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session is over. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `csrf`: The request may come from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description Changed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: No valid credential came with the request.
             *
             *     `sign_in_failed`: The login name or the password is wrong.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `csrf`: The request may come from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_body`: The body does not follow the schema. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Users of your companies. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserList"];
                };
            };
            /** @description `invalid_parameters`: A path, query or header parameter is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUser"];
            };
        };
        responses: {
            /** @description Added. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `csrf`: The request may come from another site.
             *
             *     `not_administrator`: You are not an administrator of that company.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `login_taken`: There is a user of this name. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `outsider_mixed`: A user is either an employee or an outsider.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `usr_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChange"];
            };
        };
        responses: {
            /** @description Changed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `csrf`: The request may come from another site.
             *
             *     `not_administrator`: You are not an administrator of that company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `own_access`: You cannot take away your own access.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putGrant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `usr_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Grant"];
            };
        };
        responses: {
            /** @description Given. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `csrf`: The request may come from another site.
             *
             *     `not_administrator`: You are not an administrator of that company.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `outsider_mixed`: A user is either an employee or an outsider.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeGrant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `usr_…` */
                id: string;
                /** @description Code of a company; '*' is the whole installation. */
                company: string;
                role: "administrator" | "operations" | "finance" | "developer" | "viewer" | "partner" | "customer";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken away. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_parameters`: A path, query or header parameter is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `csrf`: The request may come from another site.
             *
             *     `not_administrator`: You are not an administrator of that company.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `own_access`: You cannot take away your own access. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listKeys: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Keys of your companies. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyList"];
                };
            };
            /** @description `invalid_parameters`: A path, query or header parameter is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        secret: string;
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `csrf`: The request may come from another site.
             *
             *     `not_administrator`: You are not an administrator of that company.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_body`: The body does not follow the schema. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_parameters`: A path, query or header parameter is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCompanies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        companies: components["schemas"]["CompanyInput"][];
                    };
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveCompany: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompanyInput"];
            };
        };
        responses: {
            /** @description It stands as described. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: string;
                    };
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: string;
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `csrf`: The request may come from another site.
             *
             *     `not_administrator`: You are not an administrator of that company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_body`: The body does not follow the schema. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    moveClock: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClockMoveInput"];
            };
        };
        responses: {
            /** @description The time it shows now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description RFC 3339 in UTC
                         */
                        businessTime: string;
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_a_sandbox`: The clock of this company is not movable. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `clock_backward`: A business clock never goes back.
             *
             *     `clock_too_far`: The clock cannot be moved so far.
             *
             *     `clock_move_unclear`: The move says both or neither of `to` and `days`.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCalendars: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        calendars: components["schemas"]["CalendarInput"][];
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveCalendar: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CalendarInput"];
            };
        };
        responses: {
            /** @description It stands as described. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listExchangeRates: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        exchangeRates: components["schemas"]["ExchangeRateInput"][];
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveExchangeRate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExchangeRateInput"];
            };
        };
        responses: {
            /** @description It stands as described. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        from: string | null;
                        to: string | null;
                        validFrom: string | null;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        from: string | null;
                        to: string | null;
                        validFrom: string | null;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAllDocumentSeries: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allDocumentSeries: components["schemas"]["DocumentSeriesInput"][];
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveDocumentSeries: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DocumentSeriesInput"];
            };
        };
        responses: {
            /** @description It stands as described. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listItems: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
                sku?: string;
                itemClass?: string;
                /** @description false: those that are not sold any more */
                active?: boolean;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @description Opaque id with the prefix of its kind */
                            id: string;
                            sku: string;
                            name: string;
                            itemClass: string;
                            /** @description goods when absent; never changes */
                            kind?: "goods" | "service" | "charge" | "gift_card";
                            /** @description EA when absent; never changes */
                            uom?: string;
                            /** @description Decimals that a quantity of it may have; absent: 0 for a unit that is counted (EA, box …), 6 for one that is measured (KG, M, L, HUR …) */
                            decimals?: number;
                            /** @description standard when absent */
                            taxCode?: string;
                            /** @description Fulfillment pattern; by kind when absent */
                            pattern?: string;
                            active?: boolean;
                            custom?: {
                                [key: string]: unknown;
                            };
                        }[];
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `partner_accounts_limit`: More accounts name this partner than a credential can see.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveItem: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ItemInput"];
            };
        };
        responses: {
            /** @description It stands as described. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCustomerAccounts: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
                /** @description Number of the account */
                account?: string;
                /** @description Number of the customer */
                number?: string;
                /** @description Of the account */
                currency?: string;
                /** @description Of the account */
                segment?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        customerAccounts: {
                            /** @description Opaque id with the prefix of its kind */
                            id: string;
                            /** @description Opaque id with the prefix of its kind */
                            customerId: string;
                            number: string;
                            kind?: "organization" | "person" | "walk_in";
                            name?: string;
                            email?: string;
                            phone?: string;
                            address?: {
                                [key: string]: unknown;
                            };
                            /** @description Numbers in other systems; all of them, absent: as they were */
                            alternateNumbers?: components["schemas"]["AlternateNumber"][];
                            /** @description The number when absent */
                            account?: string;
                            /** @description Of the account; never changes */
                            currency: string;
                            /** @description 30 when absent */
                            termsDays?: number;
                            segment?: string;
                            shipToCountry: string;
                            shipToRegion?: string;
                            taxExempt?: boolean;
                            /** @description null: not checked; absent: as it was */
                            creditLimit?: components["schemas"]["Money"] | null;
                            /** @description Account of the firm that acts for this one: its users and keys see and order for it; null: nobody; absent: as it was */
                            partner?: string | null;
                            custom?: {
                                [key: string]: unknown;
                            };
                        }[];
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveCustomerAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerInput"];
            };
        };
        responses: {
            /** @description It stands as described. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSites: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
                /** @description Number of the customer */
                customer?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sites: {
                            /** @description Opaque id with the prefix of its kind */
                            id: string;
                            /** @description Number of the customer */
                            customer: string;
                            /** @description Orders name the site by it */
                            code: string;
                            /** @description Both when absent */
                            purposes?: ("ship_to" | "bill_to")[];
                            /** @description ISO 3166-1 alpha-2 */
                            country: string;
                            region?: string;
                            name?: string;
                            company?: string;
                            lines?: string[];
                            city?: string;
                            postcode?: string;
                            phone?: string;
                            email?: string;
                            /** @description true when absent */
                            active?: boolean;
                            custom?: {
                                [key: string]: unknown;
                            };
                        }[];
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveSite: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SiteInput"];
            };
        };
        responses: {
            /** @description It stands as described. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        customer: string | null;
                        code: string | null;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        customer: string | null;
                        code: string | null;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listContacts: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        contacts: components["schemas"]["ContactInput"][];
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactInput"];
            };
        };
        responses: {
            /** @description It stands as described. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        customer: string | null;
                        code: string | null;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        customer: string | null;
                        code: string | null;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    mergeCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    into: string | null;
                    /** @description Kept for good: it must not say who the person is */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description It stands as said. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Merged"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listNotes: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of notes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoteList"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addNote: {
        parameters: {
            query?: never;
            header: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
                /** @description The same key with the same body gives the first answer again; kept for 30 days. */
                "idempotency-key": string;
            };
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewNote"];
            };
        };
        responses: {
            /** @description Written. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Opaque id with the prefix of its kind */
                        id: string;
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             *
             *     `idempotency_key_required`: The request needs a key.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `idempotency_key_reused`: This key was used for another body.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMatchRules: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        matchRules: components["schemas"]["MatchRuleInput"][];
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveMatchRule: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MatchRuleInput"];
            };
        };
        responses: {
            /** @description It stands as described. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMatches: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who it may be */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchList"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeCreditLimit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    creditLimit: components["schemas"]["Money"] | null;
                };
            };
        };
        responses: {
            /** @description It stands as said. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: string;
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_body`: The body does not follow the schema. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLedgerAccounts: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ledgerAccounts: components["schemas"]["LedgerAccountInput"][];
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveLedgerAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LedgerAccountInput"];
            };
        };
        responses: {
            /** @description It stands as described. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPostingRules: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        postingRules: {
                            /** @description Opaque id with the prefix of its kind */
                            id: string;
                            event: string;
                            amountKind: string;
                            orderType?: string;
                            itemClass?: string;
                            /** @description CEL; true: the rule holds. Variables: event, kind, company, orderType, itemClass, currency and, where it is known when accounts are chosen, amount (minor units) */
                            condition?: string;
                            debitAccount: string;
                            creditAccount: string;
                            active?: boolean;
                        }[];
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    savePostingRule: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostingRuleInput"];
            };
        };
        responses: {
            /** @description It stands as described. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        event: string | null;
                        amountKind: string | null;
                        orderType: string | null;
                        itemClass: string | null;
                        condition: string | null;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        event: string | null;
                        amountKind: string | null;
                        orderType: string | null;
                        itemClass: string | null;
                        condition: string | null;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPeriods: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        periods: components["schemas"]["PeriodInput"][];
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    savePeriod: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PeriodInput"];
            };
        };
        responses: {
            /** @description It stands as described. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readTrialBalance: {
        parameters: {
            query?: {
                /** @description A place in the order of facts, or a date: its end; now when absent */
                asOf?: string;
                /** @description Movement of this month only */
                period?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The trial balance */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialBalance"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSignedHeads: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of statements */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedHeads"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listJournals: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
                /** @description Code of a ledger account */
                account?: string;
                /** @description E.g. invoice.issued */
                event?: string;
                /** @description `ord_…` or the number of an order */
                order?: string;
                postedFrom?: string;
                postedTo?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of entries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalList"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAccountPostings: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of postings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountPostings"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPriceLists: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        priceLists: components["schemas"]["PriceListInput"][];
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    savePriceList: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceListInput"];
            };
        };
        responses: {
            /** @description It stands as described. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPrices: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        prices: components["schemas"]["PriceInput"][];
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    savePrice: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceInput"];
            };
        };
        responses: {
            /** @description It stands as described. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: string | null;
                        sku: string | null;
                        uom: string | null;
                        validFrom: string | null;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: string | null;
                        sku: string | null;
                        uom: string | null;
                        validFrom: string | null;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPromotions: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        promotions: components["schemas"]["PromotionInput"][];
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    savePromotion: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PromotionInput"];
            };
        };
        responses: {
            /** @description It stands as described. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFreightRules: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        freightRules: components["schemas"]["FreightRuleInput"][];
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveFreightRule: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FreightRuleInput"];
            };
        };
        responses: {
            /** @description It stands as described. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        currency: string | null;
                        country: string | null;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        currency: string | null;
                        country: string | null;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTaxRates: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        taxRates: components["schemas"]["TaxRateInput"][];
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveTaxRate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaxRateInput"];
            };
        };
        responses: {
            /** @description It stands as described. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        taxCode: string | null;
                        country: string | null;
                        region: string | null;
                        validFrom: string | null;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        taxCode: string | null;
                        country: string | null;
                        region: string | null;
                        validFrom: string | null;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLocations: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        locations: components["schemas"]["LocationInput"][];
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveLocation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LocationInput"];
            };
        };
        responses: {
            /** @description It stands as described. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listStock: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
                sku?: string;
                /** @description The beginning of a sku */
                q?: string;
                /** @description Location code */
                location?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of stock */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockList"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readAvailability: {
        parameters: {
            query: {
                sku: string;
                /** @description Today when absent */
                on?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The availability */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Availability"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listStockMoves: {
        parameters: {
            query: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
                sku: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of moves */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockMoveList"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listInventorySystems: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        inventorySystems: components["schemas"]["InventorySystemInput"][];
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveInventorySystem: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InventorySystemInput"];
            };
        };
        responses: {
            /** @description It stands as described. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveInventorySnapshots: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SnapshotInput"][];
            };
        };
        responses: {
            /** @description An outcome for each row, in order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SnapshotOutcomes"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_body`: The body does not follow the schema. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSourceSystems: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sourceSystems: components["schemas"]["SourceSystemInput"][];
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveSourceSystem: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SourceSystemInput"];
            };
        };
        responses: {
            /** @description It stands as described. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRecognitionRules: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        recognitionRules: components["schemas"]["RecognitionRuleInput"][];
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveRecognitionRule: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecognitionRuleInput"];
            };
        };
        responses: {
            /** @description It stands as described. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTransformationRules: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        transformationRules: components["schemas"]["TransformationRuleInput"][];
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveTransformationRule: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransformationRuleInput"];
            };
        };
        responses: {
            /** @description It stands as described. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLookupValues: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        lookupValues: components["schemas"]["LookupValueInput"][];
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveLookupValue: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LookupValueInput"];
            };
        };
        responses: {
            /** @description It stands as described. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        lookup: string | null;
                        key: string | null;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        lookup: string | null;
                        key: string | null;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listValidationRules: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        validationRules: components["schemas"]["ValidationRuleInput"][];
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveValidationRule: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ValidationRuleInput"];
            };
        };
        responses: {
            /** @description It stands as described. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReceivables: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
                /** @description `acc_…` or the number of a customer account */
                account?: string;
                /** @description Number of a customer */
                customer?: string;
                /** @description Only what is past due */
                overdue?: boolean;
                /** @description A date: what was open at its end, as the trial balance of that date has it, by when it was recorded. Today or later, or absent: what is open now. Refused (`too_far`) where more than 100,000 settlements or places of the log came since. */
                asOf?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of open items */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceivableList"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `partner_accounts_limit`: More accounts name this partner than a credential can see.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listInvoices: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
                /** @description `acc_…` or the number of a customer account */
                account?: string;
                /** @description Number of a customer */
                customer?: string;
                kind?: "invoice" | "credit_memo";
                issuedFrom?: string;
                issuedTo?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of documents */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvoiceList"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `partner_accounts_limit`: More accounts name this partner than a credential can see.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readInvoice: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvoiceView"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `partner_accounts_limit`: More accounts name this partner than a credential can see.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReceipts: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
                /** @description `acc_…` or the number of a customer account */
                account?: string;
                /** @description Number of a customer */
                customer?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of receipts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptList"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `partner_accounts_limit`: More accounts name this partner than a credential can see.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    receivePayment: {
        parameters: {
            query?: never;
            header: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
                /** @description The same key with the same body gives the first answer again; kept for 30 days. */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Receipt"];
            };
        };
        responses: {
            /** @description Taken in and applied. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptTaken"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             *
             *     `idempotency_key_required`: The request needs a key.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `idempotency_key_reused`: This key was used for another body.
             *
             *     `receipt_refused`: The receipt cannot be taken in.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readReceipt: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The receipt */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptDetail"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `partner_accounts_limit`: More accounts name this partner than a credential can see.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPatterns: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        patterns: components["schemas"]["PatternInput"][];
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    savePattern: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PatternInput"];
            };
        };
        responses: {
            /** @description It stands as described. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: "created" | "changed" | "unchanged";
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    receiveStock: {
        parameters: {
            query?: never;
            header: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
                /** @description The same key with the same body gives the first answer again; kept for 30 days. */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StockReceipt"][];
            };
        };
        responses: {
            /** @description An outcome for each row, in order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockOutcomes"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             *
             *     `idempotency_key_required`: The request needs a key.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `idempotency_key_reused`: This key was used for another body.
             *
             *     `stock_refused`: The goods cannot be taken in.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openStock: {
        parameters: {
            query?: never;
            header: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
                /** @description The same key with the same body gives the first answer again; kept for 30 days. */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpeningStock"][];
            };
        };
        responses: {
            /** @description An outcome for each row, in order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockOutcomes"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             *
             *     `idempotency_key_required`: The request needs a key.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `idempotency_key_reused`: This key was used for another body.
             *
             *     `stock_refused`: The goods cannot be taken in.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adjustStock: {
        parameters: {
            query?: never;
            header: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
                /** @description The same key with the same body gives the first answer again; kept for 30 days. */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StockAdjustment"][];
            };
        };
        responses: {
            /** @description An outcome for each row, in order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockOutcomes"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             *
             *     `idempotency_key_required`: The request needs a key.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `idempotency_key_reused`: This key was used for another body.
             *
             *     `stock_refused`: The goods cannot be taken in.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSupplyOrders: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
                /** @description true: something of it is still to come */
                open?: boolean;
                /** @description Item */
                sku?: string;
                /** @description Code of the location that it comes to */
                location?: string;
                /** @description Due on this day or later */
                dueFrom?: string;
                /** @description On this day or before */
                dueTo?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of supply orders */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupplyOrderList"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    announceSupply: {
        parameters: {
            query?: never;
            header: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
                /** @description The same key with the same body gives the first answer again; kept for 30 days. */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SupplyOrder"][];
            };
        };
        responses: {
            /** @description An outcome for each row, in order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockOutcomes"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             *
             *     `idempotency_key_required`: The request needs a key.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `idempotency_key_reused`: This key was used for another body.
             *
             *     `stock_refused`: The goods cannot be taken in.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelOrder: {
        parameters: {
            query?: never;
            header: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
                /** @description The same key with the same body gives the first answer again; kept for 30 days. */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Cancellation"];
            };
        };
        responses: {
            /** @description Cancelled: what, and the money that goes with it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cancelled"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             *
             *     `idempotency_key_required`: The request needs a key.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `nothing_to_cancel`: Nothing is left to cancel.
             *
             *     `already_shipped`: A part of the order has left.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `idempotency_key_reused`: This key was used for another body.
             *
             *     `cancellation_refused`: The order cannot be cancelled like this.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    billStray: {
        parameters: {
            query?: never;
            header: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
                /** @description The same key with the same body gives the first answer again; kept for 30 days. */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StraybillStray"];
            };
        };
        responses: {
            /** @description As it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StraySettled"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             *
             *     `idempotency_key_required`: The request needs a key.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `nothing_left`: Nothing of it is left to decide on. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `idempotency_key_reused`: This key was used for another body.
             *
             *     `stray_refused`: The goods cannot be settled like this.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    expectStray: {
        parameters: {
            query?: never;
            header: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
                /** @description The same key with the same body gives the first answer again; kept for 30 days. */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StrayexpectStray"];
            };
        };
        responses: {
            /** @description As it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StraySettled"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             *
             *     `idempotency_key_required`: The request needs a key.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `nothing_left`: Nothing of it is left to decide on. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `idempotency_key_reused`: This key was used for another body.
             *
             *     `stray_refused`: The goods cannot be settled like this.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    receiveStray: {
        parameters: {
            query?: never;
            header: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
                /** @description The same key with the same body gives the first answer again; kept for 30 days. */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StrayreceiveStray"];
            };
        };
        responses: {
            /** @description As it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StraySettled"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             *
             *     `idempotency_key_required`: The request needs a key.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `nothing_left`: Nothing of it is left to decide on. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `idempotency_key_reused`: This key was used for another body.
             *
             *     `stray_refused`: The goods cannot be settled like this.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    writeOffStray: {
        parameters: {
            query?: never;
            header: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
                /** @description The same key with the same body gives the first answer again; kept for 30 days. */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StraywriteOffStray"];
            };
        };
        responses: {
            /** @description As it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StraySettled"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             *
             *     `idempotency_key_required`: The request needs a key.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `nothing_left`: Nothing of it is left to decide on. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `idempotency_key_reused`: This key was used for another body.
             *
             *     `stray_refused`: The goods cannot be settled like this.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    settleStrays: {
        parameters: {
            query?: never;
            header: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
                /** @description The same key with the same body gives the first answer again; kept for 30 days. */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StrayDecision"][];
            };
        };
        responses: {
            /** @description An outcome for each row, in order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StrayOutcomes"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             *
             *     `idempotency_key_required`: The request needs a key.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `nothing_left`: Nothing of it is left to decide on. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `idempotency_key_reused`: This key was used for another body.
             *
             *     `stray_refused`: The goods cannot be settled like this.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endRemorse: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
                /** @description The same key with the same body gives the first answer again; kept for 30 days. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemorseEnd"];
            };
        };
        responses: {
            /** @description It is over. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemorseState"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_in_progress`: The order is not in progress. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `idempotency_key_reused`: This key was used for another body.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    applyReceipt: {
        parameters: {
            query?: never;
            header: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
                /** @description The same key with the same body gives the first answer again; kept for 30 days. */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Application"];
            };
        };
        responses: {
            /** @description Applied. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoneyApplied"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             *
             *     `idempotency_key_required`: The request needs a key.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `idempotency_key_reused`: This key was used for another body.
             *
             *     `application_refused`: The money cannot be applied.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    applyCreditMemo: {
        parameters: {
            query?: never;
            header: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
                /** @description The same key with the same body gives the first answer again; kept for 30 days. */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Application"];
            };
        };
        responses: {
            /** @description Applied. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoneyApplied"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             *
             *     `idempotency_key_required`: The request needs a key.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `idempotency_key_reused`: This key was used for another body.
             *
             *     `application_refused`: The money cannot be applied.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReturns: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
                /** @description `ord_…` or the number of an order */
                order?: string;
                /** @description Number of the account that it was credited to */
                account?: string;
                /** @description Came back on this day or later */
                returnedFrom?: string;
                /** @description On this day or before */
                returnedTo?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of returns */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnList"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    returnGoods: {
        parameters: {
            query?: never;
            header: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
                /** @description The same key with the same body gives the first answer again; kept for 30 days. */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReturnInput"];
            };
        };
        responses: {
            /** @description Credited. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnTaken"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             *
             *     `idempotency_key_required`: The request needs a key.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `idempotency_key_reused`: This key was used for another body.
             *
             *     `return_refused`: The return cannot be taken in.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmShipment: {
        parameters: {
            query?: never;
            header: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
                /** @description The same key with the same body gives the first answer again; kept for 30 days. */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShipmentConfirmation"];
            };
        };
        responses: {
            /** @description Taken in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShipmentConfirmed"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             *
             *     `idempotency_key_required`: The request needs a key.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `idempotency_key_reused`: This key was used for another body.
             *
             *     `confirmation_refused`: The confirmation does not fit the shipment.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    placeHold: {
        parameters: {
            query?: never;
            header: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
                /** @description The same key with the same body gives the first answer again; kept for 30 days. */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewHold"];
            };
        };
        responses: {
            /** @description Placed. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldState"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             *
             *     `idempotency_key_required`: The request needs a key.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_late`: Nothing is left that a hold could stop. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `idempotency_key_reused`: This key was used for another body.
             *
             *     `hold_refused`: The hold cannot be changed like this.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    releaseHold: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
                /** @description The same key with the same body gives the first answer again; kept for 30 days. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
                holdId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HoldRelease"];
            };
        };
        responses: {
            /** @description Released. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldState"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             *
             *     `hold_of_check`: A check of Docket placed the hold.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `idempotency_key_reused`: This key was used for another body.
             *
             *     `hold_refused`: The hold cannot be changed like this.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePriority: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
                /** @description The same key with the same body gives the first answer again; kept for 30 days. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriorityChange"];
            };
        };
        responses: {
            /** @description It has this priority. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriorityState"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_in_progress`: The order is not in progress. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `idempotency_key_reused`: This key was used for another body.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryTask: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
                /** @description The same key with the same body gives the first answer again; kept for 30 days. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
                taskId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the queue again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskState"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `not_failed`: The task has not failed.
             *
             *     `order_on_hold`: The order is on hold.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_key_reused`: This key was used for another body. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrders: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
                /** @description Shown statuses, separated by commas */
                status?: string;
                /** @description Stored states, separated by commas */
                state?: string;
                /** @description true: those alone of which a task failed for good */
                fallout?: boolean;
                /** @description Code of the source */
                source?: string;
                /** @description With `source`: exactly this order */
                externalId?: string;
                /** @description `acc_…` or the number of a customer account */
                account?: string;
                /** @description Number of a customer */
                customer?: string;
                placedFrom?: string;
                placedTo?: string;
                /** @description Order number, or the beginning of an external id or of a customer's name */
                q?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of orders */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderList"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `partner_accounts_limit`: More accounts name this partner than a credential can see.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    captureOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
                /** @description The same key with the same body gives the first answer again; kept for 30 days. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderInput"];
            };
        };
        responses: {
            /** @description It came before: the order as it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderAnswer"];
                };
            };
            /** @description Captured: submitted, or kept as draft or failed with its problems. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderAnswer"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `partner_accounts_limit`: More accounts name this partner than a credential can see.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             *
             *     `account_forbidden`: You may order for your own accounts only.
             *
             *     `prices_forbidden`: Who orders for some accounts only may not say what an order costs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `idempotency_key_reused`: This key was used for another body.
             *
             *     `invalid_order`: The order contradicts itself.
             *
             *     `unregistered_source`: The source is not registered.
             *
             *     `key_reused`: This order was received before with another content.
             *
             *     `revision_not_available`: A submitted order cannot be revised yet.
             *
             *     `duplicate_reference`: There is an order with this customer reference.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    captureOrders: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-ndjson": components["schemas"]["OrderInput"];
            };
        };
        responses: {
            /** @description An outcome for each line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["LineOutcome"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `partner_accounts_limit`: More accounts name this partner than a credential can see.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             *
             *     `account_forbidden`: You may order for your own accounts only.
             *
             *     `prices_forbidden`: Who orders for some accounts only may not say what an order costs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `invalid_order`: The order contradicts itself.
             *
             *     `unregistered_source`: The source is not registered.
             *
             *     `key_reused`: This order was received before with another content.
             *
             *     `idempotency_key_reused`: This key was used for another body.
             *
             *     `revision_not_available`: A submitted order cannot be revised yet.
             *
             *     `duplicate_reference`: There is an order with this customer reference.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readOrder: {
        parameters: {
            query?: {
                /** @description Of lines, fulfillmentLines, holds, plan, planSummary, strays, shipments, returns, invoices, deposits, timeline, books, intake, separated by commas */
                include?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order; its ETag is the revision */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderView"];
                };
            };
            /** @description Not changed */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `partner_accounts_limit`: More accounts name this partner than a credential can see.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    editDraft: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
                /** @description The same key with the same body gives the first answer again; kept for 30 days. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description ord_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftEdit"];
            };
        };
        responses: {
            /** @description The draft as it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderAnswer"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `partner_accounts_limit`: More accounts name this partner than a credential can see.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             *
             *     `account_forbidden`: You may order for your own accounts only.
             *
             *     `prices_forbidden`: Who orders for some accounts only may not say what an order costs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition_failed`: It was changed by someone else in the meantime. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `idempotency_key_reused`: This key was used for another body.
             *
             *     `invalid_order`: The order contradicts itself.
             *
             *     `unregistered_source`: The source is not registered.
             *
             *     `key_reused`: This order was received before with another content.
             *
             *     `revision_not_available`: A submitted order cannot be revised yet.
             *
             *     `duplicate_reference`: There is an order with this customer reference.
             *
             *     `not_a_draft`: Only a draft can be edited and submitted.
             *
             *     `unknown_line`: The draft has no such line.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition_required`: An edit needs to say what it is based on. */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submitDraft: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
                /** @description The same key with the same body gives the first answer again; kept for 30 days. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description ord_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Submitted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderAnswer"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `partner_accounts_limit`: More accounts name this partner than a credential can see.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             *
             *     `account_forbidden`: You may order for your own accounts only.
             *
             *     `prices_forbidden`: Who orders for some accounts only may not say what an order costs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition_failed`: It was changed by someone else in the meantime. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `idempotency_key_reused`: This key was used for another body.
             *
             *     `invalid_body`: The body does not follow the schema.
             *
             *     `invalid_order`: The order contradicts itself.
             *
             *     `unregistered_source`: The source is not registered.
             *
             *     `key_reused`: This order was received before with another content.
             *
             *     `revision_not_available`: A submitted order cannot be revised yet.
             *
             *     `duplicate_reference`: There is an order with this customer reference.
             *
             *     `not_a_draft`: Only a draft can be edited and submitted.
             *
             *     `draft_incomplete`: The draft cannot be agreed yet.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readIntake: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                /** @description itk_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes as they came. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `erased`: The personal data in it were erased. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    erasePerson: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Kept for good: it must not say who the person is */
                    reason: string;
                    force?: boolean;
                };
            };
        };
        responses: {
            /** @description Nothing of it can be read any more. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `erasure_blocked`: The personal data of this customer are needed yet. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_body`: The body does not follow the schema. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveLegalHold: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    until: string | null;
                    /** @description Kept for good: it must not say who the person is */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description It stands as said. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: string;
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrderStatus: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
                /** @description troubled: with a problem; waiting: not told all of */
                only?: "troubled" | "waiting";
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                /** @description Code of the source system */
                channel: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of orders */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderStatusList"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrderStatusMessages: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                /** @description Code of the source system */
                channel: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At most 200 messages */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderStatusMessages"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryOrderStatus: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                /** @description Code of the source system */
                channel: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is told next. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Opaque id with the prefix of its kind */
                        orderId: string;
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tryMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                /** @description Its code */
                channel: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The body as text, or as the JSON object that it is */
                    message: string | {
                        [key: string]: unknown;
                    };
                    settings?: {
                        [key: string]: unknown;
                    };
                    kind?: string;
                };
            };
        };
        responses: {
            /** @description What would come of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageTried"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_body`: The body does not follow the schema. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    takeMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description chn_… */
                channel: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
                "text/csv": unknown;
                "application/xml": unknown;
                "text/xml": unknown;
            };
        };
        responses: {
            /** @description It is kept. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageTaken"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_genuine`: The message is not signed by a secret of this channel. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden_content`: The message holds what must not be kept; nothing of it was. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    askFunction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description chn_… */
                channel: string;
                function: "order-qualification" | "price-validation" | "shipping" | "tax" | "order-validation" | "return-validation" | "inventory" | "order-status";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description The answer, in the form that the shop knows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FunctionAnswer"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_genuine`: The message is not signed by a secret of this channel. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readChannel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                /** @description Its code */
                channel: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Without its secrets. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveChannel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                /** @description Its code */
                channel: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChannelInput"];
            };
        };
        responses: {
            /** @description It stands as described. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listChannels: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channels"];
                };
            };
            /** @description `company_required`: You work for several companies. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMessages: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
                outcome?: "waiting" | "accepted" | "draft" | "duplicate" | "kept" | "failed";
                event?: "order_submitted" | "order_cancelled" | "remorse_started" | "return_updated" | "customer_saved" | "unknown";
                key?: string;
                /** @description Received at this time or later */
                from?: string;
                /** @description Received before this time */
                until?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                /** @description Its code */
                channel: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Messages"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                /** @description Its code */
                channel: string;
                /** @description itk_… */
                message: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The message. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageDetail"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replayMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                /** @description Its code */
                channel: string;
                /** @description itk_… */
                message: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It waits to be worked off. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        replayed: number;
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `nothing_to_replay`: The message was worked off. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replayMessages: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                /** @description Its code */
                channel: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    outcome: "failed" | "kept" | "draft";
                    event?: "order_submitted" | "order_cancelled" | "remorse_started" | "return_updated" | "customer_saved" | "unknown";
                    /**
                     * Format: date-time
                     * @description Received at this time or later
                     */
                    from?: string;
                    /**
                     * Format: date-time
                     * @description Received before this time
                     */
                    until?: string;
                };
            };
        };
        responses: {
            /** @description So many wait to be worked off. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        replayed: number;
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_body`: The body does not follow the schema. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    fetchOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                /** @description Its code */
                channel: string;
                /** @description The channel's own id of the order */
                order: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is kept. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                        again: boolean;
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `cannot_be_asked`: The channel cannot be asked for an order.
             *
             *     `forbidden_content`: The message holds what must not be kept; nothing of it was.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sender_failed`: The channel was asked for the order and did not help. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhookEndpoints: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointList"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookEndpointInput"];
            };
        };
        responses: {
            /** @description It stands as described. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: string;
                    };
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        change: string;
                        /** @description whsec_ and base64; shown this once, keep it */
                        secret: string;
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is no more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A day when absent */
                    overlapSeconds?: number;
                };
            };
        };
        responses: {
            /** @description The new secret. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description whsec_ and base64; shown this once, keep it */
                        secret: string;
                        previousUntil: string | null;
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_body`: The body does not follow the schema. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is tried. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhookAttempts: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
                endpoint?: string;
                /** @description Only calls that delivered nothing */
                missed?: boolean;
                /** @description Calls of this time and later */
                from?: string;
                /** @description Calls before this time */
                until?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookAttemptList"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readWebhookAttempts: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                endpoint: string;
                event: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The payload, and the calls, the newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookAttempts"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhookFailures: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
                endpoint?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FailedWebhookEventList"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteWebhookFailure: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                endpoint: string;
                event: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nobody needs it any more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replayWebhooks: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookReplayInput"];
            };
        };
        responses: {
            /** @description It is begun. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        endpoints: string[];
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `replay_refused`: This replay cannot be begun.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrderLines: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
                /** @description A line number or `ful_…`: begins with the page of `limit` line numbers that holds it */
                at?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                /** @description `ord_…` or its number */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderLineList"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `partner_accounts_limit`: More accounts name this partner than a credential can see.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrderFacts: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                /** @description `ord_…` or its number */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelineList"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `partner_accounts_limit`: More accounts name this partner than a credential can see.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrderTasks: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
                /** @description The first page begins with it */
                task?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                /** @description `ord_…` or its number */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderTaskList"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `partner_accounts_limit`: More accounts name this partner than a credential can see.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrderPostings: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
                /** @description The first page begins in this entry */
                entry?: string;
                /** @description and with this posting of it */
                ordinal?: number;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                /** @description `ord_…` or its number */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderPostingList"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readShipment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                /** @description shp_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The shipment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShipmentView"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `partner_accounts_limit`: More accounts name this partner than a credential can see.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCustomers: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
                /** @description The beginning of a number, here or in another system, or of a name */
                q?: string;
                /** @description With `alternateNumber`: exactly whom this system knows by it */
                system?: string;
                /** @description A number in `system` */
                alternateNumber?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of customers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerList"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `partner_accounts_limit`: More accounts name this partner than a credential can see.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readCustomer: {
        parameters: {
            query?: {
                /** @description all: the newest 1000; limited, the default: the newest 50; none: a summary */
                orders?: "all" | "limited" | "none";
                /** @description Number or id of one order */
                order?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerView"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `partner_accounts_limit`: More accounts name this partner than a credential can see.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    search: {
        parameters: {
            query: {
                q: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What it may be */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchAnswer"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `company_forbidden`: Your credential is not valid for this company. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readEvents: {
        parameters: {
            query?: {
                /** @description The `next` of a page; 0 when absent */
                after?: string;
                /** @description 100 when absent */
                limit?: number;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events as CloudEvents */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventFeed"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `invalid_cursor`: The cursor in `after` is not one that this list gave out.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cursor_outlived`: The cursor in `after` is from before this installation was restored or copied. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listShipments: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
                state?: "requested" | "partially_shipped" | "shipped" | "cancelled";
                /** @description Code of the location that it leaves */
                location?: string;
                /** @description `ord_…` or the number of an order */
                order?: string;
                /** @description Released to the warehouse on this day or later */
                releasedFrom?: string;
                /** @description On this day or before */
                releasedTo?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of shipments */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShipmentList"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listStrays: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
                state?: "open" | "expected" | "settled";
                /** @description Item */
                sku?: string;
                /** @description Code of the location that they left */
                location?: string;
                /** @description `ord_…` or the number of an order */
                order?: string;
                /** @description Left on this day or later */
                leftFrom?: string;
                /** @description On this day or before */
                leftTo?: string;
                /** @description Expected back, and by this day or before */
                expectedTo?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StrayList"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readOperationDays: {
        parameters: {
            query: {
                /** @description First day of the company; at most 92 days */
                from: string;
                /** @description Last day */
                to: string;
                /** @description Code of a source */
                channel?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Numbers by day */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDays"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMeasures: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Definitions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeasureDefinitions"];
                };
            };
            /** @description `company_required`: You work for several companies. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readMeasure: {
        parameters: {
            query: {
                /** @description First day of the company; at most 92 days */
                from: string;
                /** @description Last day */
                to: string;
                /** @description Code of a source */
                channel?: string;
                /** @description Days, for `promise-accuracy`; 0 when absent */
                tolerance?: number;
                by?: "day" | "week" | "month";
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The measure */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeasureSeries"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMeasureRows: {
        parameters: {
            query: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
                /** @description First day of the company; at most 92 days */
                from: string;
                /** @description Last day */
                to: string;
                /** @description Code of a source */
                channel?: string;
                /** @description Days, for `promise-accuracy`; 0 when absent */
                tolerance?: number;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of rows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeasureRows"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkInvariants: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What holds and what does not */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvariantReport"];
                };
            };
            /** @description `company_required`: You work for several companies. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readQueues: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The queues */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueReport"];
                };
            };
            /** @description `company_required`: You work for several companies. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readSnapshots: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The systems */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SnapshotReport"];
                };
            };
            /** @description `company_required`: You work for several companies. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readRunbook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `runbook` is the first */
                page: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_parameters`: A path, query or header parameter is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listJobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The jobs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: components["schemas"]["Job"][];
                    };
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobDetail"];
                };
            };
            /** @description `invalid_parameters`: A path, query or header parameter is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description How it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `csrf`: The request may come from another site.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_body`: The body does not follow the schema. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stopJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description How it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `csrf`: The request may come from another site.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_body`: The body does not follow the schema. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    drainJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description How it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `csrf`: The request may come from another site.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_body`: The body does not follow the schema. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description How it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `csrf`: The request may come from another site.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `job_not_periodic`: The job comes whenever something is due.
             *
             *     `job_not_running`: The job is stopped, or about to.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_body`: The body does not follow the schema. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listJobRecords: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
                status?: "waiting" | "failed";
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Records, by key */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobRecordList"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listJobRuns: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: never;
            path: {
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The runs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobRunList"];
                };
            };
            /** @description `invalid_parameters`: A path, query or header parameter is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAlerts: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
                state?: "open" | "acknowledged" | "resolved";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Alerts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertList"];
                };
            };
            /** @description `invalid_parameters`: A path, query or header parameter is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The alert */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertDetail"];
                };
            };
            /** @description `invalid_parameters`: A path, query or header parameter is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acknowledgeAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note: string;
                };
            };
        };
        responses: {
            /** @description The alert */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertDetail"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `csrf`: The request may come from another site.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_body`: The body does not follow the schema. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resolveAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note: string;
                };
            };
        };
        responses: {
            /** @description The alert */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertDetail"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `csrf`: The request may come from another site.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_body`: The body does not follow the schema. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAlertMessages: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Messages */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertMessageList"];
                };
            };
            /** @description `invalid_parameters`: A path, query or header parameter is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testAlerts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The targets that get one; see `/monitoring/messages` for how it went */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        targets: string[];
                    };
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `csrf`: The request may come from another site.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listStuckOrders: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
                hours?: number;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Orders, by id */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StuckOrderList"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readAbout: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What runs here */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["About"];
                };
            };
            /** @description `company_required`: You work for several companies. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readExpectation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                party: "channel" | "warehouse" | "shop" | "webhook";
                /** @description Of a source system (channel, shop), a location (warehouse) or a webhook endpoint */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The expectation */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExpectationDetail"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveExpectation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                party: "channel" | "warehouse" | "shop" | "webhook";
                /** @description Of a source system (channel, shop), a location (warehouse) or a webhook endpoint */
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExpectationInput"];
            };
        };
        responses: {
            /** @description It stands as stated. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        party: string;
                        code: string;
                        change: string;
                    };
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        party: string;
                        code: string;
                        change: string;
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteExpectation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                party: "channel" | "warehouse" | "shop" | "webhook";
                /** @description Of a source system (channel, shop), a location (warehouse) or a webhook endpoint */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nothing is expected. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listExpectations: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: components["schemas"]["Expectation"][];
                    };
                };
            };
            /** @description `company_required`: You work for several companies. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readReconciliation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                /** @description Its code, or that of its source system */
                channel: string;
                day: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The comparison */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconciliationDetail"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reconcileDay: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                /** @description Its code, or that of its source system */
                channel: string;
                day: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReconciliationInput"];
            };
        };
        responses: {
            /** @description The comparison */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconciliationDetail"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `not_reconcilable`: What is stated of the day cannot be compared.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReconciliations: {
        parameters: {
            query?: {
                /** @description Most rows on a page; 50 when absent. */
                limit?: number;
                /** @description Goes on behind the last page: take it from `Link: rel="next"`. */
                after?: string;
            };
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                /** @description Its code, or that of its source system */
                channel: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Days */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconciliationList"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readSetup: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetupReport"];
                };
            };
            /** @description `company_required`: You work for several companies. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    foundCompany: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCompany"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                    };
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `csrf`: The request may come from another site.
             *
             *     `not_administrator`: You are not an administrator of that company.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_body`: The body does not follow the schema.
             *
             *     `set_up_refused`: This description cannot be taken as it is.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkSetupStep: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The step as it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetupStep"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waiveSetupStep: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetupWaiver"];
            };
        };
        responses: {
            /** @description The step as it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetupStep"];
                };
            };
            /**
             * @description `invalid_parameters`: A path, query or header parameter is wrong.
             *
             *     `company_required`: You work for several companies.
             *
             *     `malformed_json`: The body is not well-formed JSON.
             *
             *     `body_required`: The request has no body.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `step_required`: A required step cannot be left. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not understood here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_body`: The body does not follow the schema. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    goLive: {
        parameters: {
            query?: never;
            header?: {
                /** @description Code of the company; only when you work for several. */
                "docket-company"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The company is live. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetupReport"];
                };
            };
            /** @description `company_required`: You work for several companies. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             *
             *     `company_forbidden`: Your credential is not valid for this company.
             *
             *     `csrf`: The request may come from another site.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `not_ready`: The company cannot go live: required steps of its set-up fail.
             *
             *     `already_live`: The company is live.
             *
             *     `set_up_changed`: The set-up was changed while it was checked.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It can. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Prometheus text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description `unauthenticated`: No valid credential came with the request. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `scope_missing`: Your credential does not allow this.
             *
             *     `rows_limited`: Your credential sees part of the data only.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
